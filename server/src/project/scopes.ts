/** What a name means in a module of a crate: its own items, `use`, globs, other crates, the prelude. */
import type { Meaning } from "../rocq/rustcPaths.ts";
import { isPrimitive } from "../rocq/rustcPaths.ts";
import type { Declaration, ScopedUse } from "./declarations.ts";
import { endsInDefault, STANDARD_DEFAULTS } from "./defaultArguments.ts";
import type { ModuleFile } from "./moduleTree.ts";
import type { NameDetails } from "./nameDetails.ts";
import { isStandardAlias, preludePath, primitiveAt, STANDARD_CRATES } from "./standardPaths.ts";

/** A module, or a function with items of its own. */
export interface Scope {
  readonly path: string;
  readonly file: ModuleFile;
  /** Null for the file itself. */
  readonly declaration: number | null;
  readonly parent: Scope | null;
  readonly isModule: boolean;
  readonly types: ReadonlyMap<string, Declaration>;
  readonly uses: readonly ScopedUse[];
}

/** What a path leads to. */
export type Target =
  | { readonly kind: "scope"; readonly scope: Scope }
  | { readonly kind: "type"; readonly scope: Scope; readonly declaration: Declaration }
  | { readonly kind: "foreign"; readonly path: readonly string[] }
  /** A type that no item declares. */
  | { readonly kind: "primitive"; readonly name: string }
  /** Why it may be one thing or another, in words that follow "because". */
  | { readonly kind: "unsure"; readonly reason: string };

/** What is known besides the crate's own facts; a catalogue of names does without. */
export interface Surroundings {
  /** How rustc shows an item of another crate. */
  readonly shownPath: ForeignPath;
  /** Null for a file that is not at hand. */
  readonly detailsOf: (file: ModuleFile) => NameDetails | null;
  /** Whether a module of another crate has a public item of the name; null when that is not known. */
  readonly exports: (module: readonly string[], name: string) => boolean | null;
}

const NOTHING_MORE: Surroundings = {
  shownPath: () => undefined,
  detailsOf: () => null,
  exports: () => false,
};

export class CrateScopes {
  readonly isNoStd: boolean;
  readonly #root: Scope | null;
  readonly #modules: ReadonlyMap<string, Scope>;
  /** Paths of several modules, each under a condition of its own. */
  readonly #rivals: ReadonlySet<string>;
  readonly #byDeclaration: ReadonlyMap<ModuleFile, ReadonlyMap<number | null, Scope>>;
  readonly #dependencies: ReadonlySet<string>;
  readonly #more: Surroundings;
  readonly #known = new Map<string, Target>();
  readonly #names = new Map<Scope, Map<string, Target | null>>();
  #steps = 0;

  /** `read` is asked for the scopes of every file; it may remember them. */
  constructor(
    files: readonly ModuleFile[],
    dependencies: readonly string[],
    read: ScopesOf = scopesOf,
    more: Surroundings = NOTHING_MORE,
  ) {
    const modules = new Map<string, Scope>();
    const rivals = new Set<string>();
    const byDeclaration = new Map<ModuleFile, ReadonlyMap<number | null, Scope>>();
    for (const file of files) {
      const scopes = read(file);
      byDeclaration.set(file, scopes);
      for (const scope of scopes.values()) {
        if (!scope.isModule) continue;
        if (modules.has(scope.path)) rivals.add(scope.path);
        else modules.set(scope.path, scope);
      }
    }
    this.#modules = modules;
    this.#rivals = rivals;
    this.#byDeclaration = byDeclaration;
    this.#root = modules.get("") ?? null;
    this.#dependencies = new Set(dependencies);
    this.#more = more;
    this.isNoStd = files[0]?.facts.isNoStd ?? false;
  }

  /** The scope in which a declaration stands; that of the file for null. */
  around(file: ModuleFile, declaration: Declaration | null): Scope | null {
    const scopes = this.#byDeclaration.get(file);
    for (
      let at = declaration?.parent ?? null;
      at !== null;
      at = file.facts.declarations[at]?.parent ?? null
    ) {
      const scope = scopes?.get(at);
      if (scope) return scope;
    }
    return scopes?.get(null) ?? null;
  }

  /** What a path of type names means for printing; never a guess: what cannot be followed is `unknown`. */
  meaningOf(path: readonly string[], from: Scope): Meaning {
    const written = path.join("::");
    const target = this.resolve(path, from);
    if (target === null) return { kind: "unknown", doubt: `${written} could not be found in this crate` };
    if (target.kind === "unsure") return { kind: "unknown", doubt: target.reason };
    if (target.kind === "primitive") {
      const text = target.name;
      return { kind: "printed", printed: { text, asPath: text, home: null, nominal: true, doubts: [] } };
    }
    if (target.kind === "scope") return { kind: "unknown", doubt: `${written} is a module` };
    if (target.kind === "foreign") return this.#foreign(target.path);
    const { declaration, scope } = target;
    if (declaration.aliased) {
      if (declaration.lifetimes.length > 0)
        return { kind: "unknown", doubt: `the lifetimes of the type alias ${written} have to be filled in` };
      return {
        kind: "alias",
        type: declaration.aliased,
        parameters: declaration.typeParameters,
        scope: { meaningOf: (names) => this.meaningOf(names, scope) },
      };
    }
    return {
      kind: "definition",
      path: scope.path === "" ? declaration.name : `${scope.path}::${declaration.name}`,
      home: scope.path,
      lifetimes: declaration.lifetimes.length,
      endsInDefault: (args) => endsInDefault(declaration, args),
      doubt: scope.isModule ? null : `${declaration.name} is declared in a function`,
    };
  }

  resolve(path: readonly string[], from: Scope): Target | null {
    const [name] = path;
    if (path.length !== 1 || name === undefined) return this.#start(path, from);
    const names = this.#names.get(from) ?? new Map<string, Target | null>();
    this.#names.set(from, names);
    const known = names.get(name);
    if (known !== undefined) return known;
    const found = this.#start(path, from);
    names.set(name, found);
    return found;
  }

  /** A module gives way to the primitive type of its name (smart_resolve_path_fragment in rustc_resolve). */
  #start(path: readonly string[], from: Scope): Target | null {
    this.#steps = 0;
    const found = this.#resolve(path, from, new Set());
    if (found?.kind === "foreign") {
      const primitive = primitiveAt(found.path);
      if (primitive !== null && (path.length === 1 || found.path.length > 2))
        return { kind: "primitive", name: primitive };
    }
    const name = path.length === 1 ? path[0] : undefined;
    const givesWay = found === null || found.kind === "scope";
    return givesWay && name !== undefined && isPrimitive(name) ? { kind: "primitive", name } : found;
  }

  #foreign(path: readonly string[]): Meaning {
    const [crate = "", ...rest] = path;
    // With std linked, the shortest visible path of what core and alloc define leads through std.
    const shown = STANDARD_CRATES.has(crate) && !this.isNoStd ? ["std", ...rest] : path;
    const known = this.#more.shownPath(path);
    if (known) return { kind: "definition", path: known.join("::"), home: null, lifetimes: 0, doubt: null };
    const isDirect =
      known === undefined && (STANDARD_CRATES.has(crate) ? path.length <= 3 : path.length <= 2);
    return {
      kind: "definition",
      path: shown.join("::"),
      home: null,
      lifetimes: 0,
      endsInDefault: (args) => STANDARD_DEFAULTS.test(args.at(-1)?.text ?? ""),
      doubt: isStandardAlias(path)
        ? `${path.join("::")} is a type alias`
        : isDirect
          ? null
          : `${path.join("::")} may be visible under a shorter path`,
    };
  }

  /** `seen` holds what is being looked up, so that circular `use` ends. */
  #resolve(path: readonly string[], from: Scope, seen: Set<string>): Target | null {
    const [first, ...rest] = path;
    const module = moduleOf(from);
    if (first === undefined || module === null) return null;
    let target: Target | null;
    if (first === "crate" || first === "$crate") target = this.#root && { kind: "scope", scope: this.#root };
    else if (first === "self") target = { kind: "scope", scope: module };
    else if (first === "super") target = this.#parentModule(module);
    else target = this.#inScope(first, from, seen) ?? this.#outside(first);
    return this.#descend(target, rest, seen);
  }

  #descend(start: Target | null, names: readonly string[], seen: Set<string>): Target | null {
    let target = start;
    for (const name of names) {
      if (target === null || target.kind === "type" || target.kind === "primitive") return null;
      if (target.kind === "unsure") return target;
      if (target.kind === "foreign") target = { kind: "foreign", path: [...target.path, name] };
      else if (name === "super") target = this.#parentModule(target.scope);
      else if (target.kind === "scope") target = this.#member(name, target.scope, null, seen);
    }
    return target;
  }

  #parentModule(scope: Scope): Target | null {
    const parent = this.#modules.get(scope.path.includes("::") ? scope.path.replace(/::[^:]*$/, "") : "");
    return parent ? { kind: "scope", scope: parent } : null;
  }

  /** Functions see the items of what surrounds them, modules do not. */
  #inScope(name: string, from: Scope, seen: Set<string>): Target | null {
    for (let scope: Scope | null = from; scope !== null; scope = scope.isModule ? null : scope.parent) {
      const found = this.#member(name, scope, from, seen);
      if (found) return found;
    }
    return null;
  }

  /** @param from Where the name is written, or `null` for a path that would be refused if it were not visible. */
  #member(name: string, scope: Scope, from: Scope | null, seen: Set<string>): Target | null {
    const inside = from === null || isInside(from, scope);
    const key = `${scope.path} ${scope.declaration} ${name}${inside ? "" : " from outside"}`;
    const known = this.#known.get(key);
    if (known) return known;
    if (seen.has(key) || this.#steps++ > MOST_STEPS) return null;
    seen.add(key);
    const found = this.#lookUp(name, scope, inside, seen);
    seen.delete(key);
    if (found) this.#known.set(key, found);
    return found;
  }

  #lookUp(name: string, scope: Scope, inside: boolean, seen: Set<string>): Target | null {
    const details = this.#more.detailsOf(scope.file);
    const sees = (entry: Declaration | ScopedUse): boolean =>
      inside || details === null || isPublic(details.visibilityOf(entry));
    /** What is there under conditions only. */
    const possible: Target[] = [];
    let doubt: string | null = null;
    const declared = scope.types.get(name);
    if (declared && sees(declared)) {
      const target = this.#declared(name, declared, scope);
      const isSure = declared.cfg === null && !declared.inMacro;
      if (target && (isSure || details === null)) return target;
      if (target) possible.push(target);
    }
    for (const use of scope.uses) {
      if (use.alias !== name || !sees(use)) continue;
      const target = this.#resolve(use.path, scope, seen);
      // It may bring in a function or a macro; of what it leads to nothing is known.
      if (!target && details) doubt ??= `\`${use.path.join("::")}\` is not found`;
      if (!target) continue;
      if (!details?.isConditional(use)) return united([...possible, target], name);
      possible.push(target);
    }
    const crate = scope.declaration === null ? details?.crates.get(name) : undefined;
    if (crate !== undefined && crate !== "self") return { kind: "foreign", path: [crate] };
    if (details?.mayBeMade(name)) doubt ??= `a macro may declare another \`${name}\``;
    for (const use of scope.uses) {
      if (use.alias !== "*" || !sees(use)) continue;
      const target = this.#resolve(use.path, scope, seen);
      const isOpen =
        target?.kind === "foreign"
          ? this.#more.exports(target.path, name) !== false
          : target === null || target.kind === "unsure";
      if (isOpen && details) doubt ??= `\`use ${use.path.join("::")}::*\` may bring in another \`${name}\``;
      const found = target?.kind === "scope" ? this.#member(name, target.scope, scope, seen) : null;
      if (found && doubt === null && !details?.isConditional(use)) return united([...possible, found], name);
      if (found) possible.push(found);
    }
    const isElsewhere = this.#outside(name) !== null || isPrimitive(name);
    if (isElsewhere || possible.length > 0) {
      if (doubt !== null) return { kind: "unsure", reason: doubt };
      if (isElsewhere && possible.length > 0)
        return { kind: "unsure", reason: `\`${name}\` is another one under other conditions` };
    }
    return possible.length > 0 ? united(possible, name) : null;
  }

  #declared(name: string, declaration: Declaration, scope: Scope): Target | null {
    if (declaration.kind !== "module") return { kind: "type", scope, declaration };
    const path = scope.path === "" ? name : `${scope.path}::${name}`;
    if (this.#rivals.has(path) && this.#more.detailsOf(scope.file))
      return { kind: "unsure", reason: `the module \`${path}\` is another one under other conditions` };
    const module = this.#modules.get(path);
    return module ? { kind: "scope", scope: module } : null;
  }

  #outside(name: string): Target | null {
    if (STANDARD_CRATES.has(name) || this.#dependencies.has(name)) return { kind: "foreign", path: [name] };
    const path = preludePath(name, this.isNoStd);
    return path && { kind: "foreign", path };
  }
}

/** A function's scope is inside of itself only. */
const isInside = (from: Scope, scope: Scope): boolean =>
  from === scope || !scope.isModule || scope.path === "" || `${from.path}::`.startsWith(`${scope.path}::`);

const isPublic = (visibility: string | null): boolean =>
  visibility !== null && !/^pub\s*\(\s*(?:in\s+)?self\s*\)$/.test(visibility);

/** The one thing that all of them are. */
function united(targets: readonly Target[], name: string): Target {
  const [first, ...others] = targets;
  if (first && others.every((other) => sameTarget(first, other))) return first;
  return { kind: "unsure", reason: `\`${name}\` is another one under other conditions` };
}

function sameTarget(one: Target, other: Target): boolean {
  if (one.kind === "type") return other.kind === "type" && one.declaration === other.declaration;
  if (one.kind === "scope") return other.kind === "scope" && one.scope === other.scope;
  return one.kind === "foreign" && other.kind === "foreign" && shared(one.path) === shared(other.path);
}

/** `core` and `alloc` are parts of `std`. */
const shared = ([crate = "", ...rest]: readonly string[]): string =>
  [STANDARD_CRATES.has(crate) ? "std" : crate, ...rest].join("::");

/** Modules that glob each other could be walked in every order; no real path needs as many steps. */
const MOST_STEPS = 10_000;

const moduleOf = (scope: Scope): Scope | null => {
  for (let at: Scope | null = scope; at !== null; at = at.parent) if (at.isModule) return at;
  return null;
};

/** How rustc shows an item of another crate; null when that is not sure, undefined when nothing is known of the crate. */
export type ForeignPath = (path: readonly string[]) => readonly string[] | null | undefined;

const TYPES = new Set(["module", "struct", "union", "enum", "trait", "typeAlias"]);

/** The scopes of a file by the declaration that each belongs to. */
export type ScopesOf = (file: ModuleFile) => ReadonlyMap<number | null, Scope>;

/** Looks at each file once, as long as it is kept. */
export function rememberedScopes(): ScopesOf {
  const known = new WeakMap<ModuleFile, ReadonlyMap<number | null, Scope>>();
  return (file) => {
    const found = known.get(file) ?? scopesOf(file);
    known.set(file, found);
    return found;
  };
}

/** The scopes of one file: itself, its inline modules, and functions that contain items or `use`. */
function scopesOf(file: ModuleFile): ReadonlyMap<number | null, Scope> {
  const { declarations, uses } = file.facts;
  const types = new Map<number | null, Map<string, Declaration>>();
  for (const declaration of declarations) {
    if (!TYPES.has(declaration.kind)) continue;
    const own = types.get(declaration.parent) ?? new Map<string, Declaration>();
    types.set(declaration.parent, own);
    const rival = own.get(declaration.name);
    if (rival === undefined || (rival.cfg !== null && declaration.cfg === null))
      own.set(declaration.name, declaration);
  }
  const scopes = new Map<number | null, Scope>();
  const add = (declaration: number | null, path: string, parent: Scope | null, isModule: boolean): void => {
    scopes.set(declaration, {
      path,
      file,
      declaration,
      parent,
      isModule,
      types: types.get(declaration) ?? new Map(),
      uses: uses.filter((use) => use.scope === declaration),
    });
  };
  add(null, file.module, null, true);
  const hasContent = new Set<number | null>([...types.keys(), ...uses.map((use) => use.scope)]);
  for (const { index, kind, hasBody, name, parent } of declarations) {
    const isModule = kind === "module" && hasBody;
    if (!isModule && !(kind === "function" && hasContent.has(index))) continue;
    let around = parent;
    while (around !== null && !scopes.has(around)) around = declarations[around]?.parent ?? null;
    const outer = scopes.get(around) ?? null;
    const path = outer === null || outer.path === "" ? name : `${outer.path}::${name}`;
    add(index, path, outer, isModule);
  }
  return scopes;
}
