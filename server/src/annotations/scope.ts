/** Which names the `{..}` escapes of an annotation may mention, and which it surely may not. */
import type { Bound, Item } from "../syntax/model.ts";
import { placeAnswer } from "./captures.ts";
import type { CheckContext } from "./checks/context.ts";
import type { Answer, Lookup, TypeTerm } from "./escapes.ts";
import type { AnnotatedItem, Annotation, Position } from "./model.ts";
import { parentOf, positionOf } from "./position.ts";
import { functionsOf } from "./reading.ts";
import { attributesDeclaredBy, boundsOfSelf, declaredAttributes, namesOfBounds } from "./traits.ts";

export interface EscapeName {
  /** As written between the braces: `T`, `T::Item`, `'a` with its quote, `Attr`, `Hist`. */
  readonly text: string;
  readonly kind: "type" | "associatedType" | "lifetime" | "attribute" | "loop" | "capture";
  /** Where it comes from, in words: "a type parameter of the impl". */
  readonly origin: string;
}

export interface Scope {
  readonly names: readonly EscapeName[];
  readonly lookup: Lookup;
}

/** What a scope is built from; merged from the item outwards. */
interface Parts {
  readonly names: EscapeName[];
  /** Type parameters with a bound that is not known here: `T::anything` may exist. */
  readonly open: Set<string>;
  /** A single name may be an attribute of a trait that is not known here. */
  openLiterals: boolean;
  openTypes: boolean;
  openLifetimes: boolean;
}

/**
 * The names in scope for the escapes of one annotation (types/scope.rs, and the lookups of loop_attr_parser.rs,
 * trait_attr_parser.rs and verbose_function_spec_parser.rs).
 */
export function scopeOf(annotated: AnnotatedItem, annotation: Annotation, context: CheckContext): Scope {
  const parts: Parts = {
    names: [],
    open: new Set(),
    openLiterals: false,
    openTypes: false,
    openLifetimes: false,
  };
  const { item, position } = annotated;
  if (position === "loop") addLoop(parts, item, context);
  if (position === "closure") addCaptures(parts, item);
  addItem(parts, item, position, context, annotation);
  if (annotation.name === "derive_instantiate") openParameters(parts);
  if (item.inMacro || annotation.attribute.inMacro) openEverything(parts);
  const place: Lookup["place"] =
    position === "closure" ? (at, modifier) => placeAnswer(at, modifier, item, context.file) : () => "none";
  return { names: parts.names, lookup: lookupIn(parts, place) };
}

function lookupIn(parts: Parts, place: Lookup["place"]): Lookup {
  const find = (text: string, ...kinds: EscapeName["kind"][]) =>
    parts.names.find((name) => name.text === text && kinds.includes(name.kind));
  const isOpen = (path: readonly string[], single: boolean): boolean =>
    path.length === 1 ? single : path.length === 2 && (parts.open.has(path[0] ?? "") || parts.openTypes);
  return {
    type(path): Answer<TypeTerm> {
      const name = find(path.join("::"), "type", "associatedType");
      if (name) return { found: name.kind === "type" ? typeTerm(name.text) : null };
      return isOpen(path, parts.openTypes) ? "unknown" : "none";
    },
    lifetime(name): Answer<string> {
      if (find(`'${name}`, "lifetime")) return { found: `ulft_${name}` };
      return parts.openLifetimes ? "unknown" : "none";
    },
    literal(path): Answer<string> {
      if (find(path.join("::"), "attribute", "loop")) return { found: null };
      return isOpen(path, parts.openLiterals) ? "unknown" : "none";
    },
    place,
  };
}

const typeTerm = (name: string): TypeTerm => ({ term: `${name}_ty`, refinementType: `(${name}_rt)` });

function addItem(
  parts: Parts,
  item: Item,
  position: Position,
  context: CheckContext,
  annotation: Annotation | null,
): void {
  const parent = parentOf(item, context.file);
  switch (position) {
    case "function":
    case "method":
    case "traitFunction":
    case "traitImplFunction":
      addGenerics(parts, item, "this function", context, true);
      if (parent?.kind === "impl") addGenerics(parts, parent, "the impl", context, true);
      if (parent?.kind === "impl" && position === "traitImplFunction") addImplemented(parts, parent, context);
      if (parent?.kind === "trait") addTrait(parts, parent, context, null);
      return;
    case "closure":
    case "loop": {
      const enclosing = item.closure?.enclosing == null ? null : context.file.items[item.closure.enclosing];
      if (!enclosing) {
        openEverything(parts);
        return;
      }
      addItem(parts, enclosing, positionOf(enclosing, context.file), context, null);
      if (position === "loop") return;
      // Closures get their lifetimes by another way than functions, and no shorthand of the trait around them.
      parts.openLifetimes = true;
      if (parentOf(enclosing, context.file)?.header?.trait) parts.openLiterals = true;
      return;
    }
    case "trait":
      addTrait(parts, item, context, annotation);
      return;
    case "traitImpl":
      addGenerics(parts, item, "the impl", context, false);
      return;
    case "impl":
      // Its `rr::context` is read once for each of its functions.
      addGenerics(parts, item, "the impl", context, true);
      for (const method of functionsOf(item, context.file))
        addGenerics(parts, method, `the method \`${method.name}\``, context, true);
      return;
    case "field":
    case "variant": {
      const type =
        item.kind === "field" && parent?.kind === "variant" ? parentOf(parent, context.file) : parent;
      if (type) addGenerics(parts, type, `the ${type.kind}`, context, false);
      return;
    }
    default:
      addGenerics(parts, item, `the ${item.kind}`, context, false);
  }
}

/**
 * Types, traits and impls keep lifetimes under a name with the quote and look them up without it (`From<&[GenericParamDef]>
 * for Params` in types/scope.rs), so only functions find theirs.
 */
function addGenerics(parts: Parts, item: Item, of: string, context: CheckContext, lifetimes: boolean): void {
  const { generics } = item;
  for (const { text } of generics.types) {
    parts.names.push({ text, kind: "type", origin: `a type parameter of ${of}` });
    addBounds(parts, text, boundsOn(text, item), context);
  }
  if (lifetimes)
    for (const { text } of generics.lifetimes)
      parts.names.push({ text: `'${text}`, kind: "lifetime", origin: `a lifetime of ${of}` });
  for (const { type, bounds } of generics.where) {
    const own = generics.types.some(({ text }) => text === type.text);
    if (!own && /^\w+$/.test(type.text)) addBounds(parts, type.text, bounds, context);
  }
}

const boundsOn = (parameter: string, { generics }: Item): Bound[] => [
  ...generics.types.filter(({ text }) => text === parameter).flatMap(({ bounds }) => bounds),
  ...generics.where.filter(({ type }) => type.text === parameter).flatMap(({ bounds }) => bounds),
];

function addBounds(parts: Parts, parameter: string, bounds: readonly Bound[], context: CheckContext): void {
  const { attributes, associatedTypes, complete } = namesOfBounds(bounds, context);
  const origin = `by a bound of \`${parameter}\``;
  for (const name of associatedTypes)
    parts.names.push({ text: `${parameter}::${name}`, kind: "associatedType", origin });
  for (const name of attributes)
    parts.names.push({ text: `${parameter}::${name}`, kind: "attribute", origin });
  if (!complete) parts.open.add(parameter);
}

/** Inside a trait; `annotation` is given on the trait itself, where only attributes above it (and itself) are known yet. */
function addTrait(parts: Parts, trait: Item, context: CheckContext, annotation: Annotation | null): void {
  parts.names.push({ text: "Self", kind: "type", origin: "the implementing type" });
  addGenerics(parts, trait, "the trait", context, annotation === null);
  addBounds(parts, "Self", boundsOfSelf(trait), context);
  const origin = `the trait \`${trait.name}\``;
  const prefixes = annotation ? [""] : ["", "Self::"];
  if (annotation) parts.open.add("Self");
  for (const index of trait.children) {
    const child = context.file.items[index];
    if (child?.kind !== "associatedType") continue;
    for (const prefix of prefixes)
      parts.names.push({ text: prefix + child.name, kind: "associatedType", origin });
  }
  for (const declared of context.byIndex.get(trait.index)?.annotations ?? []) {
    if (annotation && declared.attribute.range.start > annotation.attribute.range.start) break;
    if (annotation && declared.name === "external_attrs") continue;
    for (const name of attributesDeclaredBy(declared))
      for (const prefix of prefixes) parts.names.push({ text: prefix + name, kind: "attribute", origin });
  }
}

function addImplemented(parts: Parts, impl: Item, context: CheckContext): void {
  const trait = impl.header?.trait;
  const name = trait?.kind === "path" ? trait.segments.at(-1)?.name : undefined;
  const attributes = name === undefined ? null : declaredAttributes(name, context);
  if (!attributes) parts.openLiterals = true;
  for (const text of attributes ?? [])
    parts.names.push({ text, kind: "attribute", origin: `the trait \`${name}\`` });
}

/** What `LoopMetaInfo` offers in the specification of a loop that calls `Iterator::next` in its head. */
export const LOOP_LITERALS: readonly { readonly name: string; readonly meaning: string }[] = [
  { name: "Iter", meaning: "the current state of the iterator" },
  { name: "Hist", meaning: "the list of elements that the iterator has produced so far" },
  { name: "IterAttrs", meaning: "the iterator's specification attributes" },
  { name: "IterNext", meaning: "the iterator's attribute `Next`" },
  { name: "IterInv", meaning: "the iterator's attribute `Inv`" },
];

function addLoop(parts: Parts, closure: Item, context: CheckContext): void {
  const enclosing =
    closure.closure?.enclosing == null ? undefined : context.file.items[closure.closure.enclosing];
  const loop = closure.closure?.loop == null ? undefined : enclosing?.loops[closure.closure.loop];
  if (loop?.kind === "for")
    for (const { name, meaning } of LOOP_LITERALS)
      parts.names.push({ text: name, kind: "loop", origin: meaning });
  else if (!loop || /\.next\s*\(/.test(context.file.text.slice(loop.range.start, loop.range.end)))
    parts.openLiterals = true;
}

/** For completion only; whether a place resolves is decided by `placeAnswer`. */
function addCaptures(parts: Parts, { closure }: Item): void {
  for (const { name, places, use } of closure?.captures ?? [])
    for (const place of places.length > 0 ? places : [name]) {
      parts.names.push({ text: place, kind: "capture", origin: "a captured variable before the call" });
      if (use === "shared" || use === "move" || closure?.isMove) continue;
      const after = place.startsWith("*") ? `(${place}).*new` : `${place}.*new`;
      parts.names.push({ text: after, kind: "capture", origin: "a captured variable after the call" });
    }
}

function openParameters(parts: Parts): void {
  for (const { kind, text } of parts.names) if (kind === "type") parts.open.add(text);
}

function openEverything(parts: Parts): void {
  openParameters(parts);
  parts.openLiterals = true;
  parts.openTypes = true;
  parts.openLifetimes = true;
}
