/** A reporter for node:test that writes only the totals, as JSON, for `npm test` to add up. */
export default async function* countReporter(events) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for await (const { type, data } of events) {
    if ((type !== "test:pass" && type !== "test:fail") || data.details?.type === "suite") continue;
    const skipped = data.skip !== undefined || data.todo !== undefined;
    counts[skipped ? "skipped" : type === "test:pass" ? "passed" : "failed"]++;
  }
  yield JSON.stringify(counts);
}
