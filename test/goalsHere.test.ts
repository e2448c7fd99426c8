/** What runs have left to prove, where the cursor is: in hovers, as code actions, in the view, and after edits. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import type { Hover } from "vscode-languageserver-types";
import { anchorOf } from "../server/src/features/anchors.ts";
import { codeActions } from "../server/src/features/codeActions.ts";
import { hover } from "../server/src/features/hover.ts";
import { obligationsView } from "../server/src/features/obligationsView.ts";
import type { ProjectView } from "../server/src/features/projectView.ts";
import { applyEdits, LineIndex } from "../server/src/text.ts";
import type { RecordedRun } from "../server/src/verification/recorded.ts";
import { MemoryDisk } from "./support/memoryDisk.ts";
import { openProject, placed } from "./support/placing.ts";
import { readRecording } from "./support/recordings.ts";

const LIB = "/w/src/lib.rs";
const fixtures = join(import.meta.dirname, "fixtures/placing");

/** A project with the results of one of its recorded runs; `edit` changes the Rust file after the run. */
async function afterRun(project: string, run: string, edit: (text: string) => string = (text) => text) {
  const disk = MemoryDisk.from(join(fixtures, project), "/w");
  const { view, context } = await openProject(disk);
  const recording = readRecording(join(fixtures, project, "runs", `${run}.txt`));
  const findings = placed(recording, context).map((finding) => ({
    ...finding,
    anchor: anchorOf(finding, view),
  }));
  disk.write(LIB, edit(disk.text(LIB) ?? ""));
  const now: ProjectView = {
    ...view,
    recorded: ({ rocqName, crate }): RecordedRun | null => {
      const own = findings.filter((finding) => finding.rocqName === rocqName);
      if (own.length === 0) return null;
      const inputs = {
        annotation: null,
        body: null,
        template: null,
        proof: null,
        definitions: [],
        ambient: "",
        theories: "",
        settings: "",
      };
      const cost = { seconds: null, steps: null, before: null };
      const module = `proof_${rocqName}`;
      return { crate: crate.id, module, outcome: "failed", message: "", at: 0, inputs, cost, findings: own };
    },
  };
  const snapshot = now.rust(LIB);
  assert.ok(snapshot);
  const { text, lines } = snapshot.file;
  const at = (marked: string) => {
    const [before = "", behind = ""] = marked.split("|");
    const found = text.indexOf(before + behind);
    assert.ok(found >= 0, marked);
    return lines.positionAt(found + before.length);
  };
  return { now, snapshot, at };
}

const told = (shown: Hover | null): string => {
  const contents = shown?.contents;
  return contents && typeof contents === "object" && "value" in contents ? contents.value : "";
};

test("a hover on what fails says what is left to show, before what the clause means", async () => {
  const { now, snapshot, at } = await afterRun("demo", "keep_wrong");
  const value = told(hover(snapshot, { position: at('returns("x |+ 1")') }, now));
  assert.match(
    value,
    /^\*\*Left to prove for `keep_wrong`\*\* · 1 goal\n[\s\S]*x = Z\.succ x[\s\S]*\n---\n[\s\S]*Here it becomes/,
  );
  assert.match(value, /\(file:\/\/\/w\/out\/demo\/proofs\/proof_keep_wrong\.v#L20\)/);
  assert.doesNotMatch(told(hover(snapshot, { position: at("pub fn store|(") }, now)), /Left to prove/);
});

test("a hover in Rust code says it where the automation got stuck, and nothing elsewhere", async () => {
  const { now, snapshot, at } = await afterRun("demo", "store_no_ownership");
  const place = at('unsafe { *|p = x }\n}\n\n#[rr::params("b", "x")]');
  assert.match(told(hover(snapshot, { position: place }, now)), /Left to prove for `store_no_ownership`/);
  assert.equal(hover(snapshot, { position: place }, null), null);
  assert.equal(hover(snapshot, { position: at("if b |{ x }") }, now), null);
});

test("an edit in the item leaves the goal where it was, marked as older; one elsewhere only moves it", async () => {
  const above = await afterRun("demo", "keep_wrong", (text) => `// A line above.\n${text}`);
  const first = hover(above.snapshot, { position: above.at('returns("x |+ 1")') }, above.now);
  assert.match(told(first), /^\*\*Left to prove/);
  const inside = await afterRun("demo", "keep_wrong", (text) =>
    text.replace('"x + 1")]\npub', '"x + 2")]\npub'),
  );
  const second = hover(inside.snapshot, { position: inside.at('returns("x |+ 2")') }, inside.now);
  assert.match(told(second), /^\*From before the edit\.\*/);
  const gone = await afterRun("demo", "keep_wrong", (text) => text.replace("keep_wrong", "other"));
  assert.doesNotMatch(
    JSON.stringify(hover(gone.snapshot, { position: gone.at("pub fn oth|er") }, gone.now)),
    /Left to prove/,
  );
});

test("a hint is a code action that adds the clause to the text as it is now", async () => {
  const { now, snapshot, at } = await afterRun("vault", "overflow", (text) => `// A line above.\n${text}`);
  const position = at("    x |+ y\n");
  const request = { range: { start: position, end: position }, context: { diagnostics: [] } };
  const [action, ...others] = codeActions(snapshot, request, now);
  assert.deepEqual(others, [], "nothing else is to be done here");
  assert.equal(action?.title, "Require `(x + y)%Z ≤ MaxInt i32`");
  const edits = action?.edit?.changes?.[`file://${LIB}`] ?? [];
  const lines = new LineIndex(snapshot.file.text);
  const text = applyEdits(
    snapshot.file.text,
    edits.map(({ range, newText }) => ({
      range: { start: lines.offsetAt(range.start), end: lines.offsetAt(range.end) },
      newText,
    })),
  );
  assert.match(
    text,
    /#\[rr::args\("x", "y"\)\]\n#\[rr::requires\("\(x \+ y\)%Z ≤ MaxInt i32"\)\]\n#\[rr::returns/,
  );
  assert.deepEqual(codeActions(snapshot, request, null), []);
});

test("the view has every function with a goal, and all hypotheses when asked", async () => {
  const { now } = await afterRun("vault", "several");
  const short = obligationsView(now, { all: false });
  assert.deepEqual(
    short.map(({ name, goals }) => [name, goals.length]),
    [
      ["area", 2],
      ["twins", 2],
    ],
  );
  const [area] = short;
  assert.ok(area);
  const [one] = obligationsView(now, { all: true, item: { id: area.id } });
  assert.equal(one?.name, "area");
  assert.ok((area.goals[0]?.hidden ?? 0) > 0);
  assert.equal(one?.goals[0]?.hidden, 0);
  assert.equal(area.proof?.range.start.line, 19);
});
