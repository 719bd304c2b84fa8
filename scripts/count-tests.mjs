// Reads a result file: CTRF from the C# test programs, or vitest's JSON. Prints "PASSED FAILED", then every failed test's name and message.
import { readFileSync } from "node:fs";

const MESSAGE_LINES = 12;
const result = JSON.parse(readFileSync(process.argv[2], "utf8"));
const { passed, failed } = result.results ? ofPrograms(result.results) : ofWeb(result);

console.log(`${passed} ${failed.length}`);
for (const { name, message } of failed) {
  console.log(`  ${name}`);
  for (const line of (message ?? "").trim().split("\n").slice(0, MESSAGE_LINES)) console.log(`    ${line}`);
}

function ofPrograms({ summary, tests }) {
  const failed = tests.filter((test) => !["passed", "pending"].includes(test.status)).map((test) => ({ name: test.name, message: test.message }));
  return { passed: summary.passed, failed };
}

// A file that does not even load fails without a test of its own.
function ofWeb({ numPassedTests, testResults }) {
  const broken = testResults.filter((file) => file.status === "failed" && file.assertionResults.length === 0);
  const tests = testResults.flatMap((file) => file.assertionResults).filter((test) => test.status === "failed");
  const failed = [
    ...tests.map((test) => ({ name: test.fullName, message: test.failureMessages?.[0] })),
    ...broken.map((file) => ({ name: file.name, message: file.message })),
  ];
  return { passed: numPassedTests, failed };
}
