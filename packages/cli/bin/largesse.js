#!/usr/bin/env node
import { runCli } from '../dist/index.js';

const status = await runCli(process.argv.slice(2));
// All that was printed has gone out. Who is done, or asked to stop, does not wait for a socket that a driver forgot.
process.exit(status);
