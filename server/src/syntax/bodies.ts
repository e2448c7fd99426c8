/** What stands inside a function's or closure's body: nested items, annotated closures, loops. */
import { capturesOf } from "./captures.ts";
import { closureNumber } from "./closureNumbers.ts";
import type { Draft, Drafts } from "./draft.ts";
import type { SyntaxNode } from "./engine.ts";
import { ITEM_TYPES } from "./kinds.ts";
import { localsAt } from "./locals.ts";
import type { Loop } from "./model.ts";
import { signatureOf } from "./signature.ts";
import { rangeOf, textOf } from "./types.ts";

const LOOPS: Readonly<Record<string, Loop["kind"]>> = {
  while_expression: "while",
  loop_expression: "loop",
  for_expression: "for",
};

const INTERESTING = [...ITEM_TYPES, "closure_expression", ...Object.keys(LOOPS)];

type LoopDraft = Loop & { closures: number[] };

/** The words that what we look for begins with: a body without them is not walked. */
const NESTED =
  /\b(?:while|loop|for|fn|impl|struct|enum|union|trait|mod|static|const|type|use|extern|macro_rules)\b/;

/** Reads a nested item. */
export type Visit = (node: SyntaxNode, parent: Draft) => void;

/** Bodies without any annotation, of functions without any, are not entered: nobody asks, and it costs. */
export function bodyContents(drafts: Drafts, body: SyntaxNode, owner: Draft, visit: Visit): void {
  const annotated = drafts.hasTargets(rangeOf(body));
  if (owner.attributes.length === 0 && !annotated) return;
  if (!annotated && !NESTED.test(textOf(drafts, body))) return;
  if (drafts.isDeep(owner)) return;
  const loops: LoopDraft[] = [];
  owner.loops = loops;
  let done = -1;
  let closureEnd = -1;
  for (const node of body.descendantsOfType([...INTERESTING])) {
    if (node.startIndex < done) continue;
    const kind = LOOPS[node.type];
    if (kind !== undefined) {
      if (node.startIndex >= closureEnd) loops.push(loop(drafts, node, kind, body, owner));
    } else if (node.type !== "closure_expression") {
      visit(node, owner);
      done = node.endIndex;
    } else if (drafts.isAnnotated(node.startIndex)) {
      closure(drafts, node, body, owner, loops, visit);
      done = node.endIndex;
    } else if (node.startIndex >= closureEnd) closureEnd = node.endIndex;
  }
}

function loop(
  drafts: Drafts,
  node: SyntaxNode,
  kind: Loop["kind"],
  body: SyntaxNode,
  owner: Draft,
): LoopDraft {
  const block = node.childForFieldName("body");
  const keyword = node.children.find((child) => child.type === kind) ?? node;
  return {
    kind,
    range: rangeOf(node),
    keyword: rangeOf(keyword),
    body: rangeOf(block ?? node),
    locals: localsAt(drafts, node, body, owner.signature),
    closures: [],
  };
}

function closure(
  drafts: Drafts,
  node: SyntaxNode,
  body: SyntaxNode,
  owner: Draft,
  loops: LoopDraft[],
  visit: Visit,
): void {
  const inside = node.childForFieldName("body");
  const { children } = node;
  const isMove = children.some((child) => child.type === "move");
  const around = loops.findLastIndex(({ body: b }) => b.start <= node.startIndex && node.endIndex <= b.end);
  const parameters = node.childForFieldName("parameters") ?? node;
  const item = drafts.add("closure", "", owner, {
    range: rangeOf(node),
    nameRange: rangeOf(parameters),
    body: inside === null ? null : rangeOf(inside),
    signature: signatureOf(drafts, node, children),
    path: `${owner.path}::{closure}`,
    closure: {
      loop: around < 0 ? null : around,
      enclosing: owner.index,
      number: closureNumber(drafts.text, body, node),
      captures: capturesOf(drafts, node, localsAt(drafts, node, body, owner.signature), isMove),
      isMove,
    },
  });
  loops[around]?.closures.push(item.index);
  if (inside !== null) bodyContents(drafts, inside, item, visit);
}
