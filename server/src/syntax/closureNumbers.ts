/** Which number rustc gives a closure in the path of the item: `f::{closure#1}`. */
import { codeOnly } from "./codeOnly.ts";
import type { SyntaxNode } from "./engine.ts";
import { ITEM_TYPES } from "./kinds.ts";
import type { ClosureNumber } from "./model.ts";

interface Open {
  readonly end: number;
  readonly number: number;
  inside: number;
}

/**
 * Closures and async blocks are counted from 0 per body, in source order, and those inside another one count there
 * (rustc_resolve/src/def_collector.rs). Nested items have bodies of their own.
 */
export function closureNumber(text: string, body: SyntaxNode, closure: SyntaxNode): ClosureNumber {
  const open: Open[] = [];
  let count = 0;
  let isSure = true;
  let done = -1;
  for (const node of body.descendantsOfType(COUNTED)) {
    if (node.startIndex < done) continue;
    if (node.startIndex > closure.startIndex) break;
    while (open.length > 0 && (open.at(-1)?.end ?? 0) <= node.startIndex) open.pop();
    if (node.type === "macro_invocation") {
      const inside = closuresInMacro(codeOnly(text.slice(node.startIndex, node.endIndex)));
      const around = open.at(-1);
      if (inside === null) isSure = false;
      else if (around) around.inside += inside;
      else count += inside;
    } else if (node.type === "closure_expression" || node.type === "async_block") {
      const around = open.at(-1);
      const number = around ? around.inside++ : count++;
      open.push({ end: node.endIndex, number, inside: 0 });
      if (node.startIndex === closure.startIndex && node.endIndex === closure.endIndex) break;
    } else done = node.endIndex;
  }
  return { numbers: open.map((one) => one.number), isSure };
}

const COUNTED = [...ITEM_TYPES, "macro_invocation", "closure_expression", "async_block"];

/** How many closures a macro makes that are in no other one; null when that cannot be told. */
function closuresInMacro(code: string): number | null {
  if (!CLOSURE.test(code) && !ASYNC.test(code)) return 0;
  const macros = Array.from(code.matchAll(/(\w+)\s*!\s*[([{]/g), ([, name = ""]) => name);
  if (ASYNC.test(code) || !macros.every((name) => EVALUATES.has(name))) return null;
  let count = 0;
  for (let at = 0; ; count++) {
    const start = CLOSURE.exec(code.slice(at));
    if (!start) return count;
    const parameters = at + start.index + start[0].length;
    at = expressionEnd(code, code.indexOf("|", parameters) + 1 || code.length);
  }
}

/** The comma, semicolon or closing bracket behind the expression. */
function expressionEnd(code: string, from: number): number {
  let depth = 0;
  for (let at = from; at < code.length; at++) {
    const char = code.charAt(at);
    if ("([{".includes(char)) depth++;
    else if (depth === 0 && ",;)]}".includes(char)) return at;
    else if (")]}".includes(char)) depth--;
  }
  return code.length;
}

/** These evaluate each argument once, in their order. */
const EVALUATES = new Set(
  "assert assert_eq assert_ne debug_assert debug_assert_eq debug_assert_ne print println eprint eprintln format write writeln panic unreachable vec dbg".split(
    " ",
  ),
);

/** `|` where an expression begins; `a || b` and `a | b` have an operand before it. */
const CLOSURE = /(?:[(,={;[]|=>|\bmove|\breturn)\s*\|/;
const ASYNC = /\basync\s*(?:move\s*)?\{/;
