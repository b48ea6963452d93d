#!/usr/bin/env node
import { runCli } from '../dist/index.js';

const status = await runCli(process.argv.slice(2));
process.exitCode = status;
// Who asked to stop does not wait for a server that was being opened and does not answer.
if (status > 128) process.exit(status);
