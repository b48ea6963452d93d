#!/usr/bin/env node
import { runCli } from '../dist/index.js';

process.exitCode = await runCli(process.argv.slice(2));
// All is written and closed, so the process ends by itself. A socket that a driver forgot, as that to a server which
// never answered, is not waited for.
setTimeout(() => process.exit(), 500).unref();
