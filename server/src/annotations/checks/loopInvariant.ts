/** Loops of a verified function that have no specification. */
import type { Item, Loop, RustFile } from "../../syntax/model.ts";
import type { Fix, Problem } from "../model.ts";
import { positionOf } from "../position.ts";
import { type Check, nameRange, problem, suspicious } from "./context.ts";

/** Without a specification every variable counts as unchanged by the loop (body/translation/loops.rs). */
export const loopWithoutInvariant: Check = ({ item, mode, parsed, position }, { file }) => {
  if (!parsed || mode !== "prove" || position === "loop") return [];
  return item.loops
    .filter((loop) => !loop.closures.some((index) => isSpecification(file.items[index], file)))
    .map((loop): Problem => {
      const message =
        "This loop has no invariant, so RefinedRust takes every variable to keep its value; the proof fails when the loop changes one.";
      return problem("information", "lint", "loop-without-invariant", loop.keyword, message, [
        skeleton(loop, file),
      ]);
    });
};

/** Only the first specification closure of a loop is looked at (find_loop_spec_closure in body/translation/loops.rs). */
export const secondLoopSpecification: Check = (item, { file }) => {
  const { closure, index } = item.item;
  if (item.position !== "loop" || !closure || closure.enclosing === null || closure.loop === null) return [];
  const loop = file.items[closure.enclosing]?.loops[closure.loop];
  const first = loop?.closures.find((candidate) => isSpecification(file.items[candidate], file));
  const [annotation] = item.annotations;
  if (first === undefined || first === index || !annotation) return [];
  const message =
    "Another closure specifies this loop already; RefinedRust drops this one without reading it. Write all clauses on one closure.";
  const earlier = file.items[first];
  const related = earlier ? [{ range: earlier.nameRange, message: "The first one is here." }] : [];
  return [{ ...suspicious("second-loop-specification", nameRange(annotation), message), related }];
};

const isSpecification = (item: Item | undefined, file: RustFile): boolean =>
  item !== undefined && positionOf(item, file) === "loop";

/** Puts the specification first in the body, one level deeper than the loop; it names the variables the body assigns to. */
function skeleton(loop: Loop, file: RustFile): Fix {
  const body = file.text.slice(loop.body.start, loop.body.end);
  const line = file.lines.lineRange(file.lines.positionAt(loop.keyword.start).line);
  const indent = `${/^\s*/.exec(file.text.slice(line.start, line.end))?.[0] ?? ""}    `;
  const changed = [...new Set(loop.locals.filter(({ mutable }) => mutable).map(({ name }) => name))].filter(
    (name) =>
      new RegExp(
        `(?<![\\w.])${name.replace(/[^\p{L}\p{N}_]/gu, "\\$&")}(?:\\.\\w+)*\\s*[-+*/%&|^]?=(?!=)`,
        "u",
      ).test(body),
  );
  const variables =
    changed.length > 0
      ? [`#[${file.hotword}::inv_vars(${changed.map((name) => `"${name}"`).join(", ")})]`]
      : [];
  const lines = [...variables, `#[${file.hotword}::inv("True")]`, `#[${file.hotword}::ignore]`];
  const text = `\n${indent}let _ = ${lines.join(`\n${indent}`)}\n${indent}|| {};`;
  const at = loop.body.start + 1;
  return {
    title: "Add an invariant",
    edits: [{ range: { start: at, end: at }, newText: text }],
    safe: false,
  };
}
