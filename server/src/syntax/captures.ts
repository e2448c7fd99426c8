/** Which variables of the enclosing function a closure uses, and how, as far as the text alone tells. */
import type { SyntaxNode } from "./engine.ts";
import { patternLocals } from "./locals.ts";
import type { Capture, Local } from "./model.ts";
import { type Source, textOf } from "./types.ts";

type Use = Capture["use"];

const STRENGTH: readonly Use[] = ["shared", "unknown", "mutable", "move"];

export function capturesOf(
  source: Source,
  closure: SyntaxNode,
  around: readonly Local[],
  isMove: boolean,
): Capture[] {
  const outer = new Set(around.map((local) => local.name));
  for (const name of boundInside(source, closure)) outer.delete(name);
  const body = closure.childForFieldName("body");
  const found = new Map<string, { places: Set<string>; use: Use }>();
  const nodes =
    body === null
      ? []
      : ["identifier", "self"].includes(body.type)
        ? [body]
        : body.descendantsOfType(["identifier", "self"]);
  for (const node of nodes) {
    const name = textOf(source, node);
    if (!outer.has(name) || /^(scoped_|field_initializer$)/.test(node.parent?.type ?? "")) continue;
    const { place, use } = placeOf(source, node);
    const known = found.get(name) ?? { places: new Set<string>(), use: "shared" };
    known.places.add(place);
    known.use = stronger(known.use, isMove ? "move" : use);
    found.set(name, known);
  }
  return [...found].map(([name, { places, use }]) => ({ name, places: [...places], use }));
}

const stronger = (a: Use, b: Use): Use => (STRENGTH.indexOf(a) >= STRENGTH.indexOf(b) ? a : b);

function boundInside(source: Source, closure: SyntaxNode): string[] {
  const parameters = patternLocals(source, closure.childForFieldName("parameters"));
  const lets = closure
    .descendantsOfType(["let_declaration", "for_expression", "let_condition"])
    .flatMap((node) => patternLocals(source, node.childForFieldName("pattern")));
  return [...parameters, ...lets].map((local) => local.name);
}

/** The longest place that starts at a variable (`x`, `x.f.g`, `*x`), and what is done with it. */
function placeOf(source: Source, variable: SyntaxNode): { place: string; use: Use } {
  let node = variable;
  let place = textOf(source, variable);
  for (let above = node.parent; above !== null; above = above.parent) {
    if (
      above.type === "field_expression" &&
      above.childForFieldName("value")?.startIndex === node.startIndex
    ) {
      if (isCalled(above)) return { place, use: "unknown" };
      place += `.${textOf(source, above.childForFieldName("field") ?? above)}`;
    } else if (above.type === "unary_expression" && textOf(source, above).startsWith("*"))
      place = `*${place}`;
    else if (above.type !== "parenthesized_expression") return { place, use: useIn(above, node) };
    node = above;
  }
  return { place, use: "shared" };
}

const isCalled = (field: SyntaxNode): boolean =>
  field.parent?.type === "call_expression" &&
  field.parent.childForFieldName("function")?.endIndex === field.endIndex;

function useIn(parent: SyntaxNode, node: SyntaxNode): Use {
  const assigned = parent.type === "assignment_expression" || parent.type === "compound_assignment_expr";
  if (assigned && parent.childForFieldName("left")?.startIndex === node.startIndex) return "mutable";
  const borrowed =
    parent.type === "reference_expression" && parent.children.some((c) => c.type === "mutable_specifier");
  if (borrowed) return "mutable";
  return parent.type === "macro_invocation" || parent.type === "token_tree" ? "unknown" : "shared";
}
