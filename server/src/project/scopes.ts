/** What a name means in a module of a crate: its own items, `use`, globs, other crates, the prelude. */
import type { Meaning } from "../rocq/rustcPaths.ts";
import { isPrimitive } from "../rocq/rustcPaths.ts";
import type { Declaration, ScopedUse } from "./declarations.ts";
import type { ModuleFile } from "./moduleTree.ts";
import { preludePath, STANDARD_CRATES } from "./standardPaths.ts";

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
  | { readonly kind: "foreign"; readonly path: readonly string[] };

export class CrateScopes {
  readonly isNoStd: boolean;
  readonly #root: Scope | null;
  readonly #modules: ReadonlyMap<string, Scope>;
  readonly #byDeclaration: ReadonlyMap<ModuleFile, ReadonlyMap<number | null, Scope>>;
  readonly #dependencies: ReadonlySet<string>;
  readonly #foreignPath: ForeignPath;
  readonly #known = new Map<string, Target>();
  #steps = 0;

  /** `read` is asked for the scopes of every file; it may remember them. */
  constructor(
    files: readonly ModuleFile[],
    dependencies: readonly string[],
    read: ScopesOf = scopesOf,
    foreignPath: ForeignPath = () => undefined,
  ) {
    const modules = new Map<string, Scope>();
    const byDeclaration = new Map<ModuleFile, ReadonlyMap<number | null, Scope>>();
    for (const file of files) {
      const scopes = read(file);
      byDeclaration.set(file, scopes);
      for (const scope of scopes.values()) {
        if (scope.isModule && !modules.has(scope.path)) modules.set(scope.path, scope);
      }
    }
    this.#modules = modules;
    this.#byDeclaration = byDeclaration;
    this.#root = modules.get("") ?? null;
    this.#dependencies = new Set(dependencies);
    this.#foreignPath = foreignPath;
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
    if (target === null) {
      if (path.length === 1 && isPrimitive(written)) return { kind: "plain" };
      return { kind: "unknown", doubt: `${written} could not be found in this crate` };
    }
    if (target.kind === "scope") return { kind: "unknown", doubt: `${written} is a module` };
    if (target.kind === "foreign") return this.#foreign(target.path);
    const { declaration, scope } = target;
    if (declaration.aliased) {
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
      doubt: scope.isModule ? null : `${declaration.name} is declared in a function`,
    };
  }

  resolve(path: readonly string[], from: Scope): Target | null {
    this.#steps = 0;
    return this.#resolve(path, from, new Set());
  }

  #foreign(path: readonly string[]): Meaning {
    const [crate = "", ...rest] = path;
    // With std linked, the shortest visible path of what core and alloc define leads through std.
    const shown = STANDARD_CRATES.has(crate) && !this.isNoStd ? ["std", ...rest] : path;
    const known = this.#foreignPath(path);
    if (known) return { kind: "definition", path: known.join("::"), home: null, lifetimes: 0, doubt: null };
    const isDirect =
      known === undefined && (STANDARD_CRATES.has(crate) ? path.length <= 3 : path.length <= 2);
    return {
      kind: "definition",
      path: shown.join("::"),
      home: null,
      lifetimes: 0,
      doubt: isDirect ? null : `${path.join("::")} may be visible under a shorter path`,
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
      if (target === null || target.kind === "type") return null;
      if (target.kind === "foreign") target = { kind: "foreign", path: [...target.path, name] };
      else if (name === "super") target = this.#parentModule(target.scope);
      else target = this.#member(name, target.scope, seen);
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
      const found = this.#member(name, scope, seen);
      if (found) return found;
    }
    return null;
  }

  #member(name: string, scope: Scope, seen: Set<string>): Target | null {
    const key = `${scope.path} ${scope.declaration} ${name}`;
    const known = this.#known.get(key);
    if (known) return known;
    if (seen.has(key) || this.#steps++ > MOST_STEPS) return null;
    seen.add(key);
    const found = this.#lookUp(name, scope, seen);
    seen.delete(key);
    if (found) this.#known.set(key, found);
    return found;
  }

  #lookUp(name: string, scope: Scope, seen: Set<string>): Target | null {
    const declared = scope.types.get(name);
    if (declared?.kind === "module") {
      const path = scope.path === "" ? name : `${scope.path}::${name}`;
      const module = this.#modules.get(path);
      if (module) return { kind: "scope", scope: module };
    } else if (declared) return { kind: "type", scope, declaration: declared };
    for (const use of scope.uses) {
      if (use.alias !== name) continue;
      const target = this.#resolve(use.path, scope, seen);
      if (target) return target;
    }
    for (const use of scope.uses) {
      if (use.alias !== "*") continue;
      const target = this.#resolve(use.path, scope, seen);
      const found = target?.kind === "scope" ? this.#member(name, target.scope, seen) : null;
      if (found) return found;
    }
    return null;
  }

  #outside(name: string): Target | null {
    if (STANDARD_CRATES.has(name) || this.#dependencies.has(name)) return { kind: "foreign", path: [name] };
    const path = preludePath(name, this.isNoStd);
    return path && { kind: "foreign", path };
  }
}

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

/** The scopes of one file: itself, its inline modules, and functions that contain items or `use`. */
export function scopesOf(file: ModuleFile): ReadonlyMap<number | null, Scope> {
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
