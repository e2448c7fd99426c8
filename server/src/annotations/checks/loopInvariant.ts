/** Loops of a verified function that have no specification. */
import type { Item, Loop, RustFile } from "../../syntax/model.ts";
import type { Fix, Problem } from "../model.ts";
import { positionOf } from "../position.ts";
import { type Check, problem } from "./context.ts";

/** Without a specification every variable counts as unchanged by the loop (body/translation/loops.rs). */
export const loopWithoutInvariant: Check = ({ item, mode, parsed, position }, { file }) => {
  if (!parsed || mode !== "prove" || position === "loop") return [];
  return item.loops
    .filter((loop) => !loop.closures.some((index) => isSpecification(file.items[index], file)))
    .map((loop): Problem => {
      const message =
        "This loop has no invariant, so RefinedRust takes every variable to keep its value; the proof fails when the loop changes one.";
      return problem("information", "lint", "loop-without-invariant", loop.keyword, message, [
        skeleton(loop, item, file),
      ]);
    });
};

const isSpecification = (item: Item | undefined, file: RustFile): boolean =>
  item !== undefined && positionOf(item, file) === "loop";

/** Puts the specification first in the body, one level deeper than the loop; it names the variables the body assigns to. */
function skeleton(loop: Loop, _owner: Item, file: RustFile): Fix {
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
