/** Which number rustc gives a closure in the path of the item: `f::{closure#1}`. */
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
      if (CLOSURE_IN_MACRO.test(text.slice(node.startIndex, node.endIndex))) isSure = false;
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

/** `|` where an expression begins; `a || b` and `a | b` have an operand before it. */
const CLOSURE_IN_MACRO = /(?:[(,={;[]|=>|\bmove|\breturn)\s*\||\basync\s*(?:move\s*)?\{/;
