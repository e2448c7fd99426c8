/** Which local variables are in scope at a place of a function body. */
import type { SyntaxNode } from "./engine.ts";
import type { Local, Signature } from "./model.ts";
import { inside, rangeOf, rustType, type Source, textOf } from "./types.ts";

/** Locals in scope right before the node, in declaration order; a shadowed name occurs as often as it is declared. */
export function localsAt(
  source: Source,
  node: SyntaxNode,
  body: SyntaxNode,
  signature: Signature | null,
): Local[] {
  const scopes: Local[][] = [];
  let child = node;
  for (
    let at = node.parent;
    at !== null && at.startIndex >= body.startIndex && at.endIndex <= body.endIndex;
    at = at.parent
  ) {
    scopes.push(boundBefore(source, at, child));
    if (at.startIndex === body.startIndex && at.endIndex === body.endIndex) break;
    child = at;
  }
  return [...argumentLocals(signature), ...scopes.reverse().flat()];
}

function argumentLocals(signature: Signature | null): Local[] {
  return (signature?.arguments ?? []).flatMap((argument): Local[] => {
    const { name, type } = argument;
    if (name !== null) {
      const mutable = /^mut\b/.test(argument.pattern);
      return [{ name: name.text, range: name.range, origin: "argument", mutable, type }];
    }
    // Names inside an argument's pattern, by their spelling: types and constants begin with a capital.
    return [...argument.pattern.matchAll(/(?<![\w:.])[a-z]\w*(?!\s*(?:::|\(|\{|!))/g)]
      .filter(([word]) => !["mut", "ref", "_"].includes(word))
      .map((found) => {
        const start = argument.range.start + found.index;
        const range = { start, end: start + found[0].length };
        return { name: found[0], range, origin: "pattern", mutable: false, type: null };
      });
  });
}

/** What `parent` binds for its child: the `let`s before it in a block, and the patterns of the construct around it. */
function boundBefore(source: Source, parent: SyntaxNode, child: SyntaxNode): Local[] {
  switch (parent.type) {
    case "block":
      return parent.namedChildren
        .filter((statement) => statement.type === "let_declaration" && statement.endIndex <= child.startIndex)
        .flatMap((statement) => letLocals(source, statement));
    case "for_expression":
      return isField(parent, "body", child) ? patternLocals(source, parent.childForFieldName("pattern")) : [];
    case "while_expression":
      return isField(parent, "body", child)
        ? conditionLocals(source, parent.childForFieldName("condition"))
        : [];
    case "if_expression":
      return isField(parent, "consequence", child)
        ? conditionLocals(source, parent.childForFieldName("condition"))
        : [];
    case "match_arm":
      return isField(parent, "value", child)
        ? patternLocals(source, parent.childForFieldName("pattern"))
        : [];
    case "closure_expression":
      return isField(parent, "body", child)
        ? patternLocals(source, parent.childForFieldName("parameters"))
        : [];
    default:
      return [];
  }
}

const isField = (parent: SyntaxNode, field: string, child: SyntaxNode): boolean =>
  parent.childForFieldName(field)?.startIndex === child.startIndex;

function letLocals(source: Source, statement: SyntaxNode): Local[] {
  const type = statement.childForFieldName("type");
  const mutable = statement.children.some((child) => child.type === "mutable_specifier");
  const pattern = statement.childForFieldName("pattern");
  const found = patternLocals(source, pattern);
  if (pattern?.type !== "identifier") return found;
  return found.map((local) => ({
    ...local,
    origin: "let",
    mutable,
    type: type === null ? null : rustType(source, type),
  }));
}

function conditionLocals(source: Source, condition: SyntaxNode | null): Local[] {
  if (condition === null) return [];
  const lets =
    condition.type === "let_condition" ? [condition] : condition.descendantsOfType(["let_condition"]);
  return lets.flatMap((one) => patternLocals(source, one.childForFieldName("pattern")));
}

/** The names that a pattern binds. A lone capitalised name is a constant or variant, as by Rust's conventions. */
export function patternLocals(around: Source, pattern: SyntaxNode | null, mutable = false): Local[] {
  const source = inside(around);
  if (pattern === null || source === null) return [];
  if (pattern.type === "identifier" || pattern.type === "shorthand_field_identifier") {
    const name = textOf(source, pattern);
    if (/^\p{Lu}/u.test(name)) return [];
    return [{ name, range: rangeOf(pattern), origin: "pattern", mutable, type: null }];
  }
  if (pattern.type.startsWith("scoped_")) return [];
  const skipped = pattern.childForFieldName("type");
  const isMutable = mutable || pattern.children.some((child) => child.type === "mutable_specifier");
  return pattern.namedChildren
    .filter((child) => child.startIndex !== skipped?.startIndex)
    .flatMap((child) => patternLocals(source, child, isMutable));
}
