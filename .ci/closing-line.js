/** Prints how many tests passed and failed, from the results that jest wrote. */
import { existsSync, readFileSync } from 'node:fs';

const [file] = process.argv.slice(2);
if (existsSync(file)) {
  const results = JSON.parse(readFileSync(file, 'utf8'));
  // A file that cannot even be loaded has no tests to count; it fails as one.
  const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
  const skipped = results.numPendingTests + results.numTodoTests;
  const rest = skipped > 0 ? `, ${String(skipped)} skipped` : '';
  console.log(`${String(results.numPassedTests)} passed, ${String(failed)} failed${rest}`);
  if (failed > 0 || results.numPassedTests === 0) process.exitCode = 1;
} else {
  console.error('The tests did not run.');
  process.exitCode = 1;
}
