#!/usr/bin/env node
import { runCli } from '../dist/index.js';

// What nobody foresaw is neither a broken invariant nor wrong input: Node's own status for it, 1, says the former.
process.on('uncaughtException', (error) => {
  console.error('largesse: an error in largesse itself; please report it:', error);
  process.exit(70);
});

process.exitCode = await runCli(process.argv.slice(2));
// All is written and closed, so the process ends by itself. A socket that a driver forgot, as that to a server which
// never answered, is not waited for.
setTimeout(() => process.exit(), 500).unref();
