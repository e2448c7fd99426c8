/** What RefinedRust would print for an item, before it runs: the text, how sure it is, and where each part comes from. */
import type { Annotation } from "../annotations/model.ts";
import type { Item } from "../syntax/model.ts";
import { slice } from "../text.ts";
import { annotationsOf, childrenOf, modeOf, parentOf, readingOf } from "./annotated.ts";
import { printClosure } from "./closureSpec.ts";
import type { Crate, ItemName, Located, Source } from "./crate.ts";
import { canMark, Draft, type Hole, type Part } from "./draft.ts";
import { printEnum } from "./enumSpec.ts";
import { Refused } from "./functionClauses.ts";
import { functionSpec, hasOwnClauses, printFunction } from "./functionSpec.ts";
import { implRefusal } from "./implAttributes.ts";
import { printImpl, printTraitDefault } from "./implSpec.ts";
import type { Workshop } from "./itemScope.ts";
import { printLoop } from "./loopSpec.ts";
import type { TypeMemory } from "./nominalTypes.ts";
import { printStruct } from "./structSpec.ts";
import { functionsOfTrait, isRegistered, unsureOfTrait } from "./traitFacts.ts";
import { printTrait, traitMethodNames, traitRefusal } from "./traitSpec.ts";
import { createTypeMemory } from "./typeMemory.ts";

type PreviewKind = "fn" | "struct" | "enum" | "trait" | "impl" | "closure";

/** `exact`: byte for byte what RefinedRust prints, if it prints the item at all. `approximate`: has holes. `none`: nothing to show. */
type Fidelity = "exact" | "approximate" | "none";

export interface Preview {
  readonly kind: PreviewKind;
  /** The item's Rocq name; the Rust name where that is not known. */
  readonly name: string;
  /** Index of the item in its file. */
  readonly item: number;
  readonly fidelity: Fidelity;
  readonly text: string;
  readonly holes: readonly Hole[];
  /** RefinedRust refuses the item; its own message. */
  readonly problem: string | null;
  /** Why there is nothing to show, in words that follow "because"; null when there is a text. */
  readonly reason: string | null;
  readonly parts: readonly Part[];
}

/** Previews of one crate that share what they find out of its types. Make a new one when a file changes. */
export class Previewer {
  readonly #crate: Crate;
  readonly #memory: TypeMemory;
  readonly #canMark = new Map<Source, boolean>();

  constructor(crate: Crate) {
    this.#crate = crate;
    this.#memory = createTypeMemory(crate);
  }

  /** The preview of one item; null for items that RefinedRust prints nothing for. */
  previewItem(source: Source, item: Item): Preview | null {
    const at = { source, item };
    const kind = kindOf(at);
    if (kind === null) return null;
    const name = this.#crate.nameOf(at);
    const shownName = name?.text ?? item.name;
    const head = { kind, name: shownName, item: item.index };
    const nothing = reasonForNothing(at, kind);
    if (nothing !== null) return { ...head, ...NOTHING, reason: nothing };
    const draft = new Draft(this.#canMarkIn(source));
    const workshop: Workshop = { crate: this.#crate, draft, memory: this.#memory };
    const used = nameIn(draft, name, at);
    const printed = print(at, kind, used, workshop);
    if (printed instanceof Refused)
      return {
        ...head,
        ...NOTHING,
        problem: printed.message,
        reason: `RefinedRust refuses it: ${printed.message}`,
      };
    const { text, holes, parts } = draft.finish(printed);
    const fidelity = holes.length === 0 ? "exact" : "approximate";
    return { ...head, fidelity, text, holes, problem: null, reason: null, parts };
  }

  #canMarkIn(source: Source): boolean {
    const known = this.#canMark.get(source) ?? canMark(source.file.text);
    this.#canMark.set(source, known);
    return known;
  }

  /** Previews of a file, in source order. */
  previewFile(source: Source): Preview[] {
    return source.file.items.flatMap((item) => this.previewItem(source, item) ?? []);
  }
}

/** The name, between the brackets of a hole when it is unsure that the item is named or annotated like this. */
function nameIn(draft: Draft, name: ItemName | null, at: Located): string {
  const { source, item } = at;
  const text = name?.text ?? item.name;
  if (!name?.sure) return draft.hole(text, "the path that the compiler prints");
  const conditional = item.foreign.some((attribute) => attribute.path === "cfg_attr");
  if (conditional) return draft.hole(text, "which of its attributes are compiled in");
  const parameters = item.signature ? slice(source.file.text, item.signature.range) : "";
  return /#\s*\[\s*cfg/.test(parameters) ? draft.hole(text, "which of its parameters are compiled in") : text;
}

const NOTHING = { fidelity: "none", text: "", holes: [], problem: null, parts: [] } as const;

function kindOf(at: Located): PreviewKind | null {
  switch (at.item.kind) {
    case "function":
      return isConsidered(at) ? "fn" : null;
    case "closure":
      return isLoop(at) || readingOf(at)?.position === "closure" ? "closure" : null;
    case "struct":
      return "struct";
    case "enum":
      return "enum";
    case "trait":
      // Without functions it needs no annotation.
      return hasAnnotations(at) || functionsOfTrait(at).length === 0 ? "trait" : null;
    case "impl":
      return at.item.header?.trait && hasAnnotations(at) ? "impl" : null;
    default:
      return null;
  }
}

/** Whether the closure only carries the specification of the loop around it. */
const isLoop = (at: Located): boolean => readingOf(at)?.position === "loop";

const hasAnnotations = (at: Located): boolean =>
  at.item.attributes.length > 0 || childrenOf(at).some(({ item }) => item.attributes.length > 0);

/** An annotation of its own, or a trait impl around it that has one (check_consider_function in translation/src/lib.rs). */
function isConsidered(at: Located): boolean {
  if (at.item.attributes.length > 0) return true;
  const parent = parentOf(at);
  return parent?.item.header?.trait != null && parent.item.attributes.length > 0;
}

function reasonForNothing(at: Located, kind: PreviewKind): string | null {
  if (at.item.inMacro) return "a macro produces it";
  if (isLoop(at)) return readingOf(at)?.unparsedReason ?? null;
  const mode = modeOf(at);
  const parent = parentOf(at);
  if (kind === "fn" || kind === "closure") {
    if (mode === "skip" || (parent?.item.kind === "impl" && readingOf(parent)?.mode === "skip"))
      return "`rr::skip` switches it off";
    if (mode === "ignore") return "`rr::ignore` takes it out of the translation";
    if (mode === "shim" && !firstNamed("shim", at)?.failure)
      return "`rr::shim` takes its specification from Rocq";
  }
  const trait = kind === "trait" ? at : parent?.item.kind === "trait" ? parent : null;
  if (trait && !isRegistered(trait))
    return "RefinedRust registers a trait only when every function of it is annotated";
  // On a type it only keeps the derived impls from being verified.
  if (kind === "impl" && mode === "skip") return "`rr::skip` switches it off";
  return null;
}

function print(at: Located, kind: PreviewKind, name: string, workshop: Workshop): string | Refused {
  switch (kind) {
    case "struct":
      return printStruct(at, name, workshop);
    case "enum":
      return printEnum(at, name, workshop);
    case "trait":
      return printTraitOf(at, name, workshop);
    case "impl":
      return printImpl(at, name, workshop);
    case "closure":
      return isLoop(at) ? printLoop(at, workshop) : printClosure(at, name, workshop);
    case "fn":
      return printFunctionOf(at, name, workshop);
  }
}

function printTraitOf(at: Located, name: string, workshop: Workshop): string | Refused {
  const printed = printTrait(at, name, workshop);
  const unsure = unsureOfTrait(at);
  return printed instanceof Refused || unsure === null
    ? printed
    : `${workshop.draft.hole("what else belongs to the trait", unsure)}\n\n${printed}`;
}

function printFunctionOf(at: Located, name: string, workshop: Workshop): string | Refused {
  const parent = parentOf(at);
  const crash = unwrapped(at, parent);
  if (crash) return crash;
  const outside = (parent && implRefusal(parent, workshop)) ?? loopRefusal(at, workshop);
  if (outside) return outside;
  if (parent?.item.header?.trait && !hasOwnClauses(at)) return printTraitDefault(at, name, workshop);
  const refused = parent?.item.kind === "trait" ? traitRefusal(parent, workshop) : null;
  const spec = functionSpec(at, workshop);
  if (spec instanceof Refused) return spec;
  if (refused) return refused;
  const trait = parent?.item.kind === "trait" ? workshop.crate.nameOf(parent) : null;
  const names = trait
    ? traitMethodNames(trait.text, at.item)
    : { spec: `type_of_${name}`, inclusion: `trait_incl_of_${name}`, function: name };
  return printFunction(spec, names, workshop);
}

/** A loop whose invariant is refused: the body is translated before the specification is kept (translate_function in translation/src/lib.rs). */
function loopRefusal(at: Located, workshop: Workshop): Refused | null {
  const { source, item } = at;
  const separate = { ...workshop, draft: new Draft(false) };
  const loops = source.file.items
    .filter(({ closure }) => closure?.enclosing === item.index)
    .map((closure) => ({ source, item: closure }))
    .filter((closure) => isLoop(closure) && reasonForNothing(closure, "closure") === null);
  const printed = loops.map((loop) => printLoop(loop, separate));
  return printed.find((loop) => loop instanceof Refused) ?? null;
}

/** What ends the run: names that cannot be read, of the code or of the path of the impl around (register_functions in translation/src/lib.rs, shims/flat.rs). */
function unwrapped(at: Located, parent: Located | null): Refused | null {
  const mode = modeOf(at);
  const isNamed = mode === "code_shim" || (mode === "shim" && parent?.item.kind !== "trait");
  const path =
    parent?.item.kind === "impl" && !firstNamed("export_as", at) ? firstNamed("export_as", parent) : null;
  const failure = (isNamed ? firstNamed(mode, at)?.failure : undefined) ?? path?.failure;
  if (!failure) return null;
  const isPanic = failure.upstream.startsWith("called `");
  const message = `called \`Result::unwrap()\` on an \`Err\` value: ${JSON.stringify(failure.upstream)}`;
  return new Refused(isPanic ? failure.upstream : message);
}

const firstNamed = (name: string, of: Located): Annotation | undefined =>
  annotationsOf(of).find((annotation) => annotation.name === name);
