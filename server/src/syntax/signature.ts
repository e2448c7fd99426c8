/** Generic parameters, bounds and signatures of items and closures. */
import type { SyntaxNode } from "./engine.ts";
import type { Argument, Generics, Segment, Signature, TypeParameter } from "./model.ts";
import { boundsOf, rangeOf, rustType, type Source, textOf } from "./types.ts";

export const NO_GENERICS: Generics = { lifetimes: [], types: [], consts: [], where: [] };

/** The generic parameters and the where clause among the children of an item. */
export function genericsOf(source: Source, children: readonly SyntaxNode[]): Generics {
  const parameters = children.find((child) => child.type === "type_parameters") ?? null;
  const where = children.find((child) => child.type === "where_clause");
  if (parameters === null && where === undefined) return NO_GENERICS;
  const lifetimes: Segment[] = [];
  const types: TypeParameter[] = [];
  const consts: Segment[] = [];
  for (const child of parameters?.namedChildren ?? []) {
    const name = child.childForFieldName("name") ?? child;
    const segment = { text: textOf(source, name).replace(/^'/, ""), range: rangeOf(name) };
    if (child.type === "lifetime_parameter" || child.type === "lifetime") lifetimes.push(segment);
    else if (child.type === "const_parameter") consts.push(segment);
    else if (child.type === "type_parameter") {
      const bounds = child.childForFieldName("bounds");
      types.push({ ...segment, bounds: bounds === null ? [] : boundsOf(source, bounds) });
    }
  }
  return { lifetimes, types, consts, where: wherePredicates(source, where) };
}

function wherePredicates(source: Source, where: SyntaxNode | undefined): Generics["where"] {
  return (where?.namedChildren ?? []).flatMap((predicate) => {
    const left = predicate.childForFieldName("left");
    const bounds = predicate.childForFieldName("bounds");
    if (left === null) return [];
    const bounded = left.type === "higher_ranked_trait_bound" ? left.childForFieldName("type") : left;
    if (bounded === null) return [];
    return [{ type: rustType(source, bounded), bounds: bounds === null ? [] : boundsOf(source, bounds) }];
  });
}

/** The signature of a function, a function of a trait, or a closure. */
export function signatureOf(
  source: Source,
  item: SyntaxNode,
  children: readonly SyntaxNode[],
): Signature | null {
  const parameters = item.childForFieldName("parameters");
  if (parameters === null) return null;
  const result = item.childForFieldName("return_type");
  const modifiers = children.find((child) => child.type === "function_modifiers");
  return {
    range: rangeOf(parameters),
    arguments: parameters.namedChildren.flatMap((child) => argumentOf(source, child)),
    returnType: result === null ? null : rustType(source, result),
    isUnsafe: modifiers !== undefined && /\bunsafe\b/.test(textOf(source, modifiers)),
  };
}

function argumentOf(source: Source, node: SyntaxNode): Argument[] {
  const range = rangeOf(node);
  switch (node.type) {
    case "self_parameter": {
      const self = node.namedChildren.find((child) => child.type === "self") ?? node;
      const text = textOf(source, node);
      const receiver = !text.startsWith("&")
        ? "value"
        : node.children.some((child) => child.type === "mutable_specifier")
          ? "mutable"
          : "shared";
      return [{ range, pattern: text, name: { text: "self", range: rangeOf(self) }, type: null, receiver }];
    }
    case "parameter": {
      const pattern = node.childForFieldName("pattern");
      const type = node.childForFieldName("type");
      const rust = type === null ? null : rustType(source, type);
      // The grammar has no pattern node for `_`.
      const mutable = node.namedChildren.find((child) => child.type === "mutable_specifier");
      const text =
        pattern === null ? "_" : source.text.slice((mutable ?? pattern).startIndex, pattern.endIndex);
      const name = pattern === null ? null : simpleName(source, pattern);
      const receiver =
        name?.text !== "self"
          ? null
          : rust?.kind !== "reference"
            ? "value"
            : rust.mutable
              ? "mutable"
              : "shared";
      return [{ range, pattern: text, name, type: rust, receiver }];
    }
    case "line_comment":
    case "block_comment":
    case "variadic_parameter":
      return [];
    default:
      return [
        { range, pattern: textOf(source, node), name: simpleName(source, node), type: null, receiver: null },
      ];
  }
}

/** The name of `x`, `mut x` and `self`; null for other patterns. */
function simpleName(source: Source, pattern: SyntaxNode): Segment | null {
  if (pattern.type === "identifier" || pattern.type === "self") {
    return { text: textOf(source, pattern).replace(/^r#/, ""), range: rangeOf(pattern) };
  }
  if (pattern.type !== "mut_pattern") return null;
  const inner = pattern.namedChildren.find((child) => child.type === "identifier" || child.type === "self");
  return inner === undefined ? null : simpleName(source, inner);
}
