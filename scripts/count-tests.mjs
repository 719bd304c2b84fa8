// Prints "PASSED FAILED" of a result file: CTRF from the C# test programs, or vitest's JSON.
import { readFileSync } from "node:fs";

const result = JSON.parse(readFileSync(process.argv[2], "utf8"));
if (result.results) {
  const { tests, passed } = result.results.summary;
  console.log(`${passed} ${tests - passed}`);
} else {
  // A file that does not even load fails without a test of its own.
  const broken = result.testResults.filter((file) => file.status === "failed" && file.assertionResults.length === 0).length;
  console.log(`${result.numPassedTests} ${result.numFailedTests + broken}`);
}
