/** One run and one that waits, the newest wins; and progress that counts what was planned. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { OutputReader } from "../server/src/verification/outputReader.ts";
import { advanceProgress, percentage, startProgress } from "../server/src/verification/runProgress.ts";
import { advance, emptyQueue, type QueueEvent, type RunQueue } from "../server/src/verification/runQueue.ts";

/** Events by words: `a` requests, `!1` ends, `-1` cancels, `-` cancels all. Answers `+1` start, `-1` stop, `x1` drop. */
function play(events: string): string[] {
  let queue: RunQueue<string> = emptyQueue();
  return events.split(" ").map((word) => {
    const id = Number(word.slice(1));
    const event: QueueEvent<string> = word.startsWith("!")
      ? { kind: "ended", id }
      : word.startsWith("-")
        ? { kind: "cancel", id: word === "-" ? null : id }
        : { kind: "request", key: word, request: word };
    const next = advance(queue, event);
    queue = next.queue;
    const shown = next.effects.map((effect) => {
      if (effect.kind === "stop") return `-${effect.id}`;
      return `${effect.kind === "start" ? "+" : "x"}${effect.run.id}`;
    });
    return shown.join("");
  });
}

const games: readonly (readonly [string, string, string])[] = [
  ["a request starts at once", "a", "+1"],
  ["a second one waits and starts when the first has ended", "a b !1", "+1||+2"],
  ["the newest takes the waiting place", "a b c !1 !3", "+1||x2|+3|"],
  ["the same question stops the running one, once", "a a a !1", "+1|-1|x2|+3"],
  ["cancelling the running one lets the waiting one start when it is gone", "a b -1 -1 !1", "+1||-1||+2"],
  ["cancelling the waiting one leaves the running one", "a b -2 !1", "+1||x2|"],
  ["cancelling all stops and drops", "a b - !1 c", "+1||x2-1||+3"],
  ["what ended before changes nothing", "a !1 !1 b !1 -9", "+1|||+2||"],
];
for (const [what, events, expected] of games) {
  test(what, () => assert.equal(play(events).join("|"), expected));
}

test("never two at once, and each request is started or dropped once", () => {
  const event: fc.Arbitrary<QueueEvent<null>> = fc.oneof(
    fc.constantFrom("a", "b", "c").map((key) => ({ kind: "request", key, request: null }) as const),
    fc.nat(9).map((id) => ({ kind: "ended", id }) as const),
    fc.option(fc.nat(9)).map((id) => ({ kind: "cancel", id }) as const),
  );
  fc.assert(
    fc.property(fc.array(event, { maxLength: 60 }), (events) => {
      let queue: RunQueue<null> = emptyQueue();
      const fate = new Map<number, string>();
      let running = 0;
      for (const each of events) {
        if (each.kind === "ended" && queue.running?.id === each.id) running--;
        const next = advance(queue, each);
        queue = next.queue;
        for (const effect of next.effects) {
          if (effect.kind === "stop") {
            assert.equal(effect.id, queue.running?.id);
            assert.ok(queue.isStopping);
            continue;
          }
          assert.ok(!fate.has(effect.run.id));
          fate.set(effect.run.id, effect.kind);
          if (effect.kind === "start") running++;
        }
        assert.ok(running <= 1);
        assert.equal(running === 1, queue.running !== null);
        assert.ok(queue.running !== null || queue.pending === null);
      }
      for (let id = 1; id < queue.nextId; id++) assert.ok(fate.has(id) || queue.pending?.id === id);
    }),
  );
});

test("progress counts planned modules once and never beyond them", () => {
  const reader = new OutputReader();
  const text = [
    "        rocq demo/generated/generated_specs_demo.{glob,vo}",
    "        rocq demo/proofs/proof_a.{glob,vo}",
    "        rocq demo/proofs/proof_a.{glob,vo}",
    "        rocq demo/proofs/proof_b.{glob,vo} (exit 1)",
    "Successfully translated demo::c",
    "",
  ].join("\n");
  const items = reader.feed("stderr", new TextEncoder().encode(text));
  const start = startProgress(["proof_a", "proof_b", "proof_c"]);
  const { done, failed, translated, last } = advanceProgress(start, items);
  assert.deepEqual([[...done], failed, translated, last], [["proof_a", "proof_b"], 1, 1, "demo::c"]);
  assert.equal(percentage(advanceProgress(start, items)), 66);
  assert.equal(percentage(advanceProgress(startProgress(["proof_a"]), items)), 100);
  assert.equal(percentage(advanceProgress(startProgress([]), items)), null);
});
