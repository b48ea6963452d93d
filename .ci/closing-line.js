/** Prints how many tests passed and failed, from the results that each run of jest wrote. */
import { existsSync, readFileSync } from 'node:fs';

const files = process.argv.slice(2);
const missing = files.filter((file) => !existsSync(file));
const runs = files
  .filter((file) => !missing.includes(file))
  .map((file) => JSON.parse(readFileSync(file, 'utf8')));
const sum = (count) => runs.reduce((total, run) => total + count(run), 0);

for (const file of missing) console.error(`The tests that write ${file} did not run.`);
// A file that cannot even be loaded has no tests to count; it fails as one.
const failed = sum((run) => run.numFailedTests + run.numRuntimeErrorTestSuites);
const skipped = sum((run) => run.numPendingTests + run.numTodoTests);
const rest = skipped > 0 ? `, ${String(skipped)} skipped` : '';
const passed = sum((run) => run.numPassedTests);
if (runs.length > 0) console.log(`${String(passed)} passed, ${String(failed)} failed${rest}`);
const empty = runs.some((run) => run.numPassedTests === 0);
if (missing.length > 0 || failed > 0 || empty) process.exitCode = 1;
