/** Rust types and bounds, from nodes to plain data. */
import type { SyntaxNode } from "./engine.ts";
import type { Bound, RustType, TypeSegment } from "./model.ts";

/** Reads nodes of one text; every piece of text is taken from it. */
export interface Source {
  /** The text as written (the masked one has the same offsets). */
  readonly text: string;
  /** How many types or patterns are around the one that is read. */
  readonly depth?: number;
}

/** What nests deeper was not written by anyone; reading on would end in a stack overflow. */
const DEEPEST = 100;

/** The source for what is inside of a node, or null when it is too deep to be read. */
export function inside({ text, depth = 0 }: Source): Source | null {
  return depth < DEEPEST ? { text, depth: depth + 1 } : null;
}

export const textOf = (source: Source, node: SyntaxNode): string =>
  source.text.slice(node.startIndex, node.endIndex);

export const rangeOf = (node: SyntaxNode) => ({ start: node.startIndex, end: node.endIndex });

const withoutQuote = (text: string): string => text.replace(/^'/, "");

export function rustType(around: Source, node: SyntaxNode): RustType {
  const base = { range: rangeOf(node), text: textOf(around, node) };
  const source = inside(around);
  if (source === null) return { ...base, kind: "unknown" };
  const target = () => {
    const inner = node.childForFieldName("type");
    return inner === null ? { ...base, kind: "unknown" as const } : rustType(source, inner);
  };
  const has = (type: string) => node.children.some((child) => child.type === type);
  switch (node.type) {
    case "reference_type": {
      const lifetime = node.namedChildren.find((child) => child.type === "lifetime");
      const name = lifetime === undefined ? null : withoutQuote(textOf(source, lifetime));
      return {
        ...base,
        kind: "reference",
        mutable: has("mutable_specifier"),
        lifetime: name,
        target: target(),
      };
    }
    case "pointer_type":
      return { ...base, kind: "pointer", mutable: has("mutable_specifier"), target: target() };
    case "unit_type":
      return { ...base, kind: "tuple", elements: [] };
    case "tuple_type": {
      const elements = node.namedChildren
        .filter((child) => !child.type.endsWith("comment"))
        .map((child) => rustType(source, child));
      // Parentheses alone make no tuple of one.
      const [only] = elements;
      const isOne = elements.length === 1 && !node.children.some((child) => child.type === ",");
      return only && isOne ? only : { ...base, kind: "tuple", elements };
    }
    case "array_type": {
      const element = node.childForFieldName("element");
      const length = node.childForFieldName("length");
      if (element === null) return { ...base, kind: "unknown" };
      if (length === null) return { ...base, kind: "slice", element: rustType(source, element) };
      return { ...base, kind: "array", element: rustType(source, element), length: textOf(source, length) };
    }
    case "function_type": {
      if (node.childForFieldName("trait") !== null) return { ...base, ...pathType(source, node) };
      const result = node.childForFieldName("return_type");
      const parameters = parameterTypes(source, node.childForFieldName("parameters"));
      return {
        ...base,
        kind: "function",
        parameters,
        result: result === null ? null : rustType(source, result),
      };
    }
    case "dynamic_type":
    case "abstract_type": {
      const trait = node.childForFieldName("trait");
      const bounds = trait === null ? [] : boundsOf(source, trait);
      return { ...base, kind: node.type === "dynamic_type" ? "traitObject" : "implTrait", bounds };
    }
    case "bounded_type":
      return boundedType(source, node);
    case "bracketed_type":
    case "parenthesized_type": {
      const inner = node.namedChildren[0];
      return inner === undefined ? { ...base, kind: "unknown" } : rustType(source, inner);
    }
    case "never_type":
      return { ...base, kind: "never" };
    case "type_identifier":
      return base.text === "_" ? { ...base, kind: "inferred" } : { ...base, ...pathType(source, node) };
    case "identifier":
    case "primitive_type":
    case "self":
    case "scoped_type_identifier":
    case "scoped_identifier":
    case "generic_type":
    case "generic_type_with_turbofish":
    case "qualified_type":
      return { ...base, ...pathType(source, node) };
    default:
      return { ...base, kind: base.text === "_" ? "inferred" : "unknown" };
  }
}

/** `impl A + 'a` and `dyn A + B`: the first part carries the kind, the others are further bounds. */
function boundedType(source: Source, node: SyntaxNode): RustType {
  const base = { range: rangeOf(node), text: textOf(source, node) };
  const [first, ...others] = node.namedChildren;
  if (first === undefined) return { ...base, kind: "unknown" };
  const type = rustType(source, first);
  if (type.kind !== "traitObject" && type.kind !== "implTrait") return { ...base, kind: "unknown" };
  return {
    ...base,
    kind: type.kind,
    bounds: [...type.bounds, ...others.flatMap((child) => boundsOf(source, child))],
  };
}

function parameterTypes(source: Source, parameters: SyntaxNode | null): RustType[] {
  const nodes = parameters?.namedChildren ?? [];
  return nodes.flatMap((child) => {
    if (child.type === "lifetime" || child.type === "variadic_parameter") return [];
    const type = child.type === "parameter" ? child.childForFieldName("type") : child;
    return type === null ? [] : [rustType(source, type)];
  });
}

interface PathType {
  readonly kind: "path";
  readonly segments: readonly TypeSegment[];
  readonly qualifiedSelf: RustType | null;
}

/** A path: `a::B<T>`, `Fn(A) -> B`, `<T as Trait>::Name`. For a qualified path the segments are the trait's, then the name. */
function pathType(around: Source, node: SyntaxNode): PathType {
  const path = (segments: readonly TypeSegment[], qualifiedSelf: RustType | null = null): PathType => ({
    kind: "path",
    segments,
    qualifiedSelf,
  });
  const plain = (name: string): TypeSegment => ({ name, arguments: [], lifetimes: [] });
  const source = inside(around);
  if (source === null) return path([plain(textOf(around, node))]);
  switch (node.type) {
    case "scoped_type_identifier":
    case "scoped_identifier": {
      const before = node.childForFieldName("path");
      const name = node.childForFieldName("name");
      const last = name === null ? [] : [plain(textOf(source, name))];
      if (before === null) return path(last);
      const outer = pathType(source, before);
      return path([...outer.segments, ...last], outer.qualifiedSelf);
    }
    case "generic_type":
    case "generic_type_with_turbofish": {
      const inner = node.childForFieldName("type");
      const list = node.childForFieldName("type_arguments");
      const outer = inner === null ? path([]) : pathType(source, inner);
      return path(withArguments(outer.segments, genericArguments(source, list)), outer.qualifiedSelf);
    }
    case "function_type": {
      const trait = node.childForFieldName("trait");
      const outer = trait === null ? path([]) : pathType(source, trait);
      const types = parameterTypes(source, node.childForFieldName("parameters"));
      return path(withArguments(outer.segments, { types, lifetimes: [] }), outer.qualifiedSelf);
    }
    case "bracketed_type": {
      const inner = node.namedChildren[0];
      return inner === undefined ? path([]) : pathType(source, inner);
    }
    case "qualified_type": {
      const self = node.childForFieldName("type");
      const trait = node.childForFieldName("alias");
      const segments = trait === null ? [] : pathType(source, trait).segments;
      return path(segments, self === null ? null : rustType(source, self));
    }
    default:
      return path([plain(textOf(source, node))]);
  }
}

function withArguments(
  segments: readonly TypeSegment[],
  { types, lifetimes }: { readonly types: readonly RustType[]; readonly lifetimes: readonly string[] },
): TypeSegment[] {
  return segments.map((segment, n) =>
    n === segments.length - 1 ? { ...segment, arguments: types, lifetimes } : segment,
  );
}

function genericArguments(source: Source, list: SyntaxNode | null) {
  const types: RustType[] = [];
  const lifetimes: string[] = [];
  for (const child of list?.namedChildren ?? []) {
    if (child.type === "lifetime") lifetimes.push(withoutQuote(textOf(source, child)));
    else if (child.type !== "type_binding" && !child.type.endsWith("comment"))
      types.push(rustType(source, child));
  }
  return { types, lifetimes };
}

/** The bounds that a node stands for: a `trait_bounds` list, or one bound. */
export function boundsOf(source: Source, node: SyntaxNode): Bound[] {
  if (node.type === "trait_bounds") return node.namedChildren.flatMap((child) => boundsOf(source, child));
  if (node.type.endsWith("comment")) return [];
  const common = {
    range: rangeOf(node),
    text: textOf(source, node),
    arguments: [],
    associatedTypes: [],
    relaxed: node.type === "removed_trait_bound",
  };
  if (node.type === "lifetime") {
    const name = withoutQuote(common.text);
    return [{ ...common, kind: "lifetime", name, path: name }];
  }
  const trait = boundTrait(node);
  const { segments } = pathType(source, trait);
  const last = segments.at(-1);
  return [
    {
      ...common,
      kind: "trait",
      name: last?.name ?? "",
      path: segments.map((segment) => segment.name).join("::"),
      arguments: last?.arguments ?? [],
      associatedTypes: associatedTypes(source, trait),
    },
  ];
}

/** The trait inside `?Trait` and `for<'a> Trait`. */
function boundTrait(node: SyntaxNode): SyntaxNode {
  if (node.type === "removed_trait_bound") return node.namedChildren[0] ?? node;
  if (node.type === "higher_ranked_trait_bound") return node.childForFieldName("type") ?? node;
  return node;
}

function associatedTypes(source: Source, trait: SyntaxNode) {
  const list = trait.childForFieldName("type_arguments");
  const found = (list?.namedChildren ?? []).flatMap((child) => {
    const name = child.type === "type_binding" ? child.childForFieldName("name") : null;
    const type = name === null ? null : child.childForFieldName("type");
    return name === null || type === null
      ? []
      : [{ name: textOf(source, name), type: rustType(source, type) }];
  });
  const result = trait.type === "function_type" ? trait.childForFieldName("return_type") : null;
  return result === null ? found : [...found, { name: "Output", type: rustType(source, result) }];
}
