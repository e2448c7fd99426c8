/** Which trait bounds an item has, and in which order RefinedRust quantifies over them. */
import type { Bound, Item, RustType } from "../syntax/model.ts";
import type { Located, Resolution } from "./crate.ts";
import { defaultOf } from "./defaults.ts";
import {
  BUILT_IN,
  type Requirement,
  type Requirements,
  type TraitInterface,
  traitInterface,
  type UnknownRequirement,
} from "./requirements.ts";
import type { SemanticType } from "./semanticType.ts";
import { strip } from "./strip.ts";
import { type TypeScope, translateType, Unsupported } from "./translation.ts";

/** `T: Tr` with the scope it comes from. */
interface BoundUse {
  readonly self: RustType | string;
  readonly bound: Bound;
  readonly surrounding: boolean;
  /** Behind `for<..>`. */
  readonly isHigherRanked: boolean;
}

/** @param owners Items whose generics are in scope, outermost first; `surrounding` is set for a trait, or the impl of one. */
export function requirementsOf(
  owners: readonly { readonly item: Item; readonly surrounding: boolean }[],
  /** The trait around a method, whose `Self: Trait` is a bound too. */
  selfTrait: Located | null,
  scope: TypeScope,
): Requirements {
  const collector = new Collector(scope, selfTrait);
  if (selfTrait) collector.addSelf(selfTrait);
  const { text } = scope.at.source.file;
  for (const { item, surrounding } of owners) {
    for (const use of boundUses(item, surrounding, text)) collector.add(use);
  }
  return collector.finish();
}

function boundUses(item: Item, surrounding: boolean, text: string): BoundUse[] {
  const uses: BoundUse[] = [];
  const push = (self: RustType | string, bounds: readonly Bound[], isHigherRanked = false) => {
    for (const bound of bounds)
      if (bound.kind === "trait" && !bound.relaxed) uses.push({ self, bound, surrounding, isHigherRanked });
  };
  for (const parameter of item.generics.types) push(parameter.text, parameter.bounds);
  for (const clause of item.generics.where)
    if (!clause.type.text.startsWith("'"))
      push(
        clause.type,
        clause.bounds,
        /\bfor\s*<[^>]*>\s*$/.test(text.slice(0, clause.type.range.start).slice(-200)),
      );
  if (item.kind === "trait") push("Self", item.bounds);
  return uses;
}

type Parameter = SemanticType & { readonly kind: "parameter" };

type Constraints = Bound["associatedTypes"];

/** A bound that is understood up to its associated types, which may be those of other bounds. */
interface Gathered extends Omit<Requirement, "associated" | "open"> {
  readonly text: string;
  readonly constraints: Constraints[number][];
  /** What the names of its associated types start with. */
  readonly prefix: string;
  /** The bounds that meet the trait's own ones. */
  readonly supers: Gathered[];
}

const parameter = (name: string): Parameter => ({ kind: "parameter", name });

const isBuiltIn = (resolution: Resolution): boolean =>
  resolution.kind === "external" && BUILT_IN.has(resolution.path.slice(1).join("::"));

/** `Self` and the arguments, defaults filled in; null unless all are parameters, which rustc prints as they are written. */
function boundArguments(
  trait: Located,
  self: Parameter,
  bound: Bound,
  scope: TypeScope,
): readonly Parameter[] | null {
  const args: Parameter[] = [self];
  for (const [index, declared] of trait.item.generics.types.entries()) {
    const written = bound.arguments[index];
    const type = written ? translateType(written, scope) : null;
    if (type instanceof Unsupported) return null;
    if (type?.kind === "parameter") args.push(type);
    else if (type === null && defaultOf(declared, trait) === "Self") args.push(self);
    else return null;
  }
  return args;
}

function resolveTrait(path: readonly string[], { crate, at }: TypeScope): Resolution {
  const found = crate.resolve(path, at);
  const standard = found.kind === "external" ? crate.standardTrait(found.path) : null;
  return standard ? { kind: "item", at: standard } : found;
}

class Collector {
  readonly #scope: TypeScope;
  readonly #selfTrait: Located | null;
  readonly #known: Gathered[] = [];
  readonly #unknown: UnknownRequirement[] = [];

  constructor(scope: TypeScope, selfTrait: Located | null) {
    this.#scope = scope;
    this.#selfTrait = selfTrait;
  }

  addSelf(trait: Located): void {
    const names = ["Self", ...trait.item.generics.types.map((t) => t.text)];
    this.#addTrait(trait, names.map(parameter), "Self: Self", [], { surrounding: true, isSelf: true });
    for (const use of boundUses(trait.item, true, trait.source.file.text)) this.add(use);
  }

  add({ self, bound, surrounding, isHigherRanked }: BoundUse): void {
    const name = typeof self === "string" ? self : self.text;
    const text = `${name}: ${bound.text}`;
    if (isHigherRanked) {
      const resolution = this.#scope.crate.resolve(bound.path.split("::"), this.#scope.at);
      if (!isBuiltIn(resolution)) this.#miss(text, "the lifetimes of the bound");
      return;
    }
    if (this.#scope.parameters.has(name)) {
      this.#addBound(text, parameter(name), bound, this.#scope, surrounding);
      return;
    }
    const resolution = this.#scope.crate.resolve(bound.path.split("::"), this.#scope.at);
    if (!isBuiltIn(resolution)) this.#miss(text, `the way the compiler prints \`${name}\``);
  }

  /** @param scope Where the bound is written: that of the item, or of a trait whose super-trait it is. */
  #addBound(
    text: string,
    self: Parameter,
    bound: Bound,
    scope: TypeScope,
    surrounding: boolean,
  ): Gathered | null {
    const path = bound.path.split("::").map((segment) => segment.trim());
    const resolution = resolveTrait(path, scope);
    if (isBuiltIn(resolution)) return null;
    if (resolution.kind === "external") {
      this.#miss(text, `the interface of the trait \`${resolution.path.join("::")}\``);
    } else if (resolution.kind !== "item") {
      const reason = resolution.kind === "unknown" ? resolution.reason : "it is a primitive type";
      this.#miss(text, `the trait \`${bound.path}\`, not known because ${reason}`);
    } else if (/^for\b|->|\(/.test(bound.text) || resolution.at.item.generics.lifetimes.length > 0) {
      this.#miss(text, "the lifetimes of the bound");
    } else {
      const args = boundArguments(resolution.at, self, bound, scope);
      if (args === null) this.#miss(text, "the arguments of the bound");
      else
        return this.#addTrait(resolution.at, args, text, bound.associatedTypes, {
          surrounding,
          isSelf: false,
        });
    }
    return null;
  }

  #addTrait(
    at: Located,
    types: readonly Parameter[],
    text: string,
    constraints: Constraints,
    origin: { surrounding: boolean; isSelf: boolean },
  ): Gathered | null {
    const trait = traitInterface(at, this.#scope.crate);
    const gathered = typeof trait === "string" ? trait : this.#understand(trait, types, text, origin);
    if (typeof gathered === "string") {
      this.#miss(text, gathered);
      return null;
    }
    const { base } = gathered;
    const same = this.#known.find((known) => known.base === base && known.trait.at.item === at.item);
    (same ?? gathered).constraints.push(...constraints);
    if (same) return same;
    this.#known.push(gathered);
    // Super-traits hold of the same types; rustc adds them to the bounds.
    const names = ["Self", ...at.item.generics.types.map((type) => type.text)];
    const values = new Map(names.map((name, index) => [name, types[index] ?? parameter(name)]));
    const scope: TypeScope = {
      ...this.#scope,
      at,
      parameters: new Set(names),
      substitution: values,
    };
    for (const bound of superBounds(at)) {
      const self = types[0] ?? parameter("Self");
      const met = this.#addBound(`${self.name}: ${bound.text}`, self, bound, scope, origin.surrounding);
      if (met) gathered.supers.push(met);
    }
    return gathered;
  }

  /** A string says what would be needed. */
  #understand(
    trait: TraitInterface,
    types: readonly Parameter[],
    text: string,
    origin: { surrounding: boolean; isSelf: boolean },
  ): Gathered | string {
    const { item } = trait.at;
    const { generics } = item;
    if (generics.lifetimes.length > 0) return "the lifetimes of the trait";
    const base = [trait.name, ...types.map((type) => strip(type.name))].join("_");
    if (superBounds(trait.at).some((bound) => bound.associatedTypes.length > 0))
      return "the associated types of a super-trait";
    if (generics.where.length > 0 || generics.types.some((t) => t.bounds.some((b) => !b.relaxed)))
      return "the bounds of the trait's own parameters";
    const isSelf = origin.isSelf || (this.#selfTrait?.item === item && types[0]?.name === "Self");
    const { surrounding } = origin;
    const prefix = origin.isSelf ? "" : `${base}_`;
    const lists = { constraints: [], dependencies: [], supers: [] };
    return { trait, types, base, text, prefix, surrounding, isSelf, ...lists };
  }

  /** What an associated type is constrained to be; null when it stays a parameter. */
  #constraint(
    { constraints, text }: Gathered,
    name: string,
    within: readonly RustType[],
  ): SemanticType | null {
    const written = constraints.find((c) => c.name === name)?.type;
    if (!written) return null;
    const associated: TypeScope["associated"] = ([self, other = "", ...more], trait) => {
      const of = more.length > 0 || within.includes(written) ? null : this.#boundOf(self, other, trait);
      return of ? (this.#constraint(of, other, [...within, written]) ?? parameter(of.prefix + other)) : null;
    };
    const type = translateType(written, { ...this.#scope, associated });
    if (!(type instanceof Unsupported)) return type;
    this.#miss(text, type.message);
    return null;
  }

  #boundOf(self: string | undefined, name: string, of?: Item): Gathered | null {
    const found = this.#known.filter(
      ({ trait, types: [type] }) =>
        type?.kind === "parameter" &&
        type.name === self &&
        trait.associated.includes(name) &&
        (of === undefined || trait.at.item === of),
    );
    return of !== undefined && found.length > 1 ? null : (found[0] ?? null);
  }

  #complete(gathered: Gathered): Requirement {
    const { constraints: _, supers: __, text: ___, prefix, ...rest } = gathered;
    const constrained = rest.trait.associated.map((name) => this.#constraint(gathered, name, []));
    return {
      ...rest,
      associated: constrained.map((type, n) => type ?? parameter(prefix + rest.trait.associated[n])),
      open: rest.trait.associated.filter((_, n) => constrained[n] === null).map((name) => prefix + name),
    };
  }

  #miss(text: string, needed: string): void {
    if (!this.#unknown.some((u) => u.text === text)) this.#unknown.push({ text, needed });
  }

  finish(): Requirements {
    const ordered = inOrder(this.#known, [...this.#scope.parameters]);
    const completed = new Map(ordered.map((gathered) => [gathered, this.#complete(gathered)]));
    const known = [...completed].map(([gathered, requirement]) => {
      const supers = closure(gathered);
      const dependencies = ordered.flatMap((other) =>
        supers.has(other) ? (completed.get(other) ?? []) : [],
      );
      if (new Set(dependencies.map(({ trait }) => trait.at.item)).size < dependencies.length)
        this.#miss(gathered.base, "the order of the bounds of the trait");
      return { ...requirement, dependencies };
    });
    for (const { trait, base } of unplaced(ordered))
      this.#miss(base, `the path under which \`${trait.name}\` is visible`);
    return {
      known: [...known.filter((r) => r.surrounding), ...known.filter((r) => !r.surrounding)],
      unknown: this.#unknown,
    };
  }
}

const superBounds = (trait: Located): readonly Bound[] =>
  trait.item.bounds.filter((bound) => bound.kind === "trait" && !bound.relaxed);

/** What meets the trait's own bounds, and those of its super-traits (finalize_trait_use in translation/src/traits/registry.rs). */
function closure({ supers }: Gathered, found = new Set<Gathered>()): ReadonlySet<Gathered> {
  for (const next of supers) {
    if (found.has(next)) continue;
    found.add(next);
    closure(next, found);
  }
  return found;
}

/** Traits after the ones they depend on; then by path, then by arguments (get_nontrivial in translation/src/traits/requirements.rs). */
const inOrder = (requirements: readonly Gathered[], parameters: readonly string[]): Gathered[] =>
  levels(requirements).flatMap((level) => [...level].sort((a, b) => compare(a, b, parameters)));

/** Those whose place among others depends on a path that is not known. */
const unplaced = (requirements: readonly Gathered[]): Gathered[] =>
  levels(requirements).flatMap((level) => {
    const others = level.filter((requirement) => !requirement.isSelf);
    const traits = new Set(others.map(({ trait }) => trait.at.item));
    return traits.size > 1 ? others.filter(({ trait }) => trait.path === null) : [];
  });

/** Each level depends on the ones before it only. */
function levels(requirements: readonly Gathered[]): Gathered[][] {
  const left = [...requirements];
  const done: Gathered[][] = [];
  while (left.length > 0) {
    const ready = left.filter((r) => {
      const names = new Set([...closure(r)].map(({ trait }) => trait.name));
      return left.every((other) => other === r || !names.has(other.trait.name));
    });
    const level = ready.length > 0 ? ready : [...left];
    for (const requirement of level) left.splice(left.indexOf(requirement), 1);
    done.push(level);
  }
  return done;
}

function compare(a: Gathered, b: Gathered, parameters: readonly string[]): number {
  if (a.isSelf !== b.isSelf) return a.isSelf ? 1 : -1;
  const [path, other] = [a.trait.path ?? "", b.trait.path ?? ""];
  if (path !== other) return path < other ? -1 : 1;
  for (const [index, type] of a.types.entries()) {
    const other = b.types[index];
    if (type.kind !== "parameter" || other?.kind !== "parameter") continue;
    const difference = parameters.indexOf(type.name) - parameters.indexOf(other.name);
    if (difference !== 0) return difference;
  }
  return 0;
}
