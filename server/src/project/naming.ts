/** The Rocq name of every item of a Rust file, by the paths that rustc would print. */

import { KEYWORDS } from "../rocq/adtDefinition.ts";
import type { ItemName } from "../rocq/crate.ts";
import { joinPath, type Printed, printImpl, printType, type TypeNames } from "../rocq/rustcPaths.ts";
import { strip } from "../rocq/strip.ts";
import type { RustType } from "../syntax/model.ts";
import type { Declaration } from "./declarations.ts";
import { deriveItems } from "./derivedItems.ts";
import type { ModuleFile } from "./moduleTree.ts";
import type { NamedItem, NamedItemKind } from "./namedItem.ts";
import type { CrateScopes, Scope, Target } from "./scopes.ts";
import { DEFAULTS_TO_SELF } from "./standardPaths.ts";

export interface NamingOptions {
  /** `trust_debug`: implementations of `Debug` are only specified (is_only_spec_function in translation/src/lib.rs). */
  readonly trustsDebug: boolean;
}

/** A path with what makes it unsure. */
export interface PathOf {
  readonly path: string;
  readonly doubts: readonly string[];
}

/** Items in source order: all code, and the types, traits and impls that generated names can come from. */
export function nameItems(file: ModuleFile, scopes: CrateScopes, options: NamingOptions): NamedItem[] {
  const naming = new Naming(file, scopes, options);
  return file.facts.declarations.flatMap((declaration) => naming.itemsOf(declaration));
}

/** What a file's declarations are called, each worked out when it is asked for; null for what has no name. */
export function namesIn(
  file: ModuleFile,
  scopes: CrateScopes,
): (declaration: Declaration) => ItemName | null {
  const naming = new Naming(file, scopes, { trustsDebug: false });
  return (declaration) => naming.nameOf(declaration);
}

class Naming {
  readonly #file: ModuleFile;
  readonly #scopes: CrateScopes;
  readonly #options: NamingOptions;
  readonly #paths = new Map<number, PathOf>();
  readonly #headers = new Map<number, { readonly selfType: Printed; readonly trait: Printed | null }>();

  constructor(file: ModuleFile, scopes: CrateScopes, options: NamingOptions) {
    this.#file = file;
    this.#scopes = scopes;
    this.#options = options;
  }

  nameOf(declaration: Declaration): ItemName | null {
    if (this.#kindOf(declaration) === null) return null;
    const { path, doubts } = this.#printedPathOf(declaration);
    return { text: strip(path), sure: doubts.length === 0 };
  }

  #printedPathOf(declaration: Declaration): PathOf {
    const { path, doubts } = this.#pathOf(declaration);
    return { path, doubts: [...doubts, ...rawNames(path)] };
  }

  itemsOf(declaration: Declaration): NamedItem[] {
    const kind = this.#kindOf(declaration);
    if (kind === null) return [];
    const { path, doubts } = this.#printedPathOf(declaration);
    const item: NamedItem = {
      kind,
      path,
      rocqName: strip(path),
      doubts,
      considered: this.#isConsidered(declaration, kind),
      mode: this.#modeOf(declaration, kind),
      hasBody: declaration.hasBody,
      isIncomplete: kind === "traitImpl" && this.#lacksSpecification(declaration),
      file: this.#file.path,
      declaration: declaration.index,
      range: declaration.range,
      nameRange: declaration.nameRange,
      line: declaration.line,
      module: this.#file.module,
      cfg: [this.#file.cfg, this.#cfgOf(declaration)].filter((cfg) => cfg !== null).join(" ") || null,
      parameters: declaration.parameters,
      fingerprint: declaration.fingerprint,
    };
    if (kind !== "struct" && kind !== "enum") return [item];
    return [item, ...deriveItems(declaration, item, { ...this.#options, isNoStd: this.#scopes.isNoStd })];
  }

  #parentOf(declaration: Declaration): Declaration | null {
    return declaration.parent === null ? null : (this.#file.facts.declarations[declaration.parent] ?? null);
  }

  #cfgOf(declaration: Declaration): string | null {
    const conditions: string[] = [];
    for (let at: Declaration | null = declaration; at !== null; at = this.#parentOf(at)) {
      if (at.cfg !== null) conditions.unshift(at.cfg);
    }
    return conditions.join(" ") || null;
  }

  #kindOf(declaration: Declaration): NamedItemKind | null {
    const parent = this.#parentOf(declaration);
    switch (declaration.kind) {
      case "function":
        if (parent?.kind === "impl") return parent.header?.trait ? "traitImplMethod" : "method";
        if (parent?.kind === "trait") return declaration.hasBody ? "defaultMethod" : "traitMethod";
        return declaration.hasBody ? "function" : null;
      case "impl":
        return declaration.header?.trait ? "traitImpl" : null;
      case "closure":
      case "struct":
      case "enum":
      case "trait":
        return declaration.kind;
      default:
        return null;
    }
  }

  /** check_consider_function in translation/src/lib.rs. */
  #isConsidered(declaration: Declaration, kind: NamedItemKind): boolean {
    if (declaration.mode === "skip") return false;
    if (declaration.annotated) return true;
    if (kind === "traitImpl")
      return this.#hasAnnotatedMethods(declaration) || this.#lendsAnnotation(declaration);
    const impl = kind === "traitImplMethod" ? this.#parentOf(declaration) : null;
    return impl !== null && (impl.annotated || this.#lendsAnnotation(impl));
  }

  #hasAnnotatedMethods(impl: Declaration): boolean {
    return this.#file.facts.declarations.some((d) => d.parent === impl.index && d.annotated);
  }

  /** An annotated type makes RefinedRust consider its `Clone`, `Copy` and `Debug`, written by hand or derived. */
  #lendsAnnotation(impl: Declaration): boolean {
    const { header } = impl;
    if (header?.selfType.kind !== "path" || header.trait?.kind !== "path") return false;
    const trait = this.#resolve(header.trait, impl);
    if (
      trait?.kind !== "foreign" ||
      !/^(?:clone::Clone|marker::Copy|fmt::Debug)$/.test(trait.path.slice(1).join("::"))
    ) {
      return false;
    }
    const type = this.#resolve(header.selfType, impl);
    return (
      type?.kind === "type" && type.declaration.annotated && !type.declaration.attributes.includes("skip")
    );
  }

  #modeOf(declaration: Declaration, kind: NamedItemKind): NamedItem["mode"] {
    const { mode } = declaration;
    if (kind !== "traitImplMethod" || !this.#options.trustsDebug || declaration.name !== "fmt") return mode;
    if (mode !== "prove" && mode !== "ignore") return mode;
    const impl = this.#parentOf(declaration);
    const trait = impl && this.#headerOf(impl)?.trait?.text;
    return trait === "std::fmt::Debug" || trait === "core::fmt::Debug" ? "only_spec" : mode;
  }

  #lacksSpecification(impl: Declaration): boolean {
    return this.#file.facts.declarations.some(
      (d) => d.parent === impl.index && d.kind === "function" && WITHOUT_SPECIFICATION.has(d.mode),
    );
  }

  #resolve(type: RustType & { kind: "path" }, at: Declaration): Target | null {
    const scope = this.#scopes.around(this.#file, at);
    return (
      scope &&
      this.#scopes.resolve(
        type.segments.map((segment) => segment.name),
        scope,
      )
    );
  }

  /** Path of what contains the declaration. */
  #around(declaration: Declaration): PathOf {
    const parent = this.#parentOf(declaration);
    return parent === null ? { path: this.#file.module, doubts: [] } : this.#pathOf(parent);
  }

  #pathOf(declaration: Declaration): PathOf {
    const known = this.#paths.get(declaration.index);
    if (known) return known;
    const around = this.#around(declaration);
    const doubts = declaration.inMacro ? ["it comes from a macro"] : [];
    let found: PathOf = {
      path: joinPath(around.path, declaration.name),
      doubts: [...around.doubts, ...doubts],
    };
    if (declaration.kind === "closure") found = this.#closurePath(declaration);
    else if (declaration.kind === "impl") {
      const header = this.#headerOf(declaration);
      if (header) {
        const path = printImpl({ parent: around.path, ...header });
        const unsure = [...header.selfType.doubts, ...(header.trait?.doubts ?? [])];
        found = { path, doubts: [...around.doubts, ...doubts, ...unsure] };
      }
    }
    this.#paths.set(declaration.index, found);
    return found;
  }

  #closurePath(declaration: Declaration): PathOf {
    const around = this.#around(declaration);
    const { numbers, isSure } = declaration.number ?? { numbers: [], isSure: false };
    const path = numbers.reduce((outer, number) => joinPath(outer, `{closure#${number}}`), around.path);
    const doubts = isSure ? [] : ["a macro before it may hide closures, which are counted, too"];
    return { path, doubts: [...around.doubts, ...doubts] };
  }

  #headerOf(impl: Declaration): { readonly selfType: Printed; readonly trait: Printed | null } | null {
    const known = this.#headers.get(impl.index);
    if (known) return known;
    const scope = this.#scopes.around(this.#file, impl);
    const { header } = impl;
    if (header === null || scope === null) return null;
    const names = this.#namesIn(impl, scope);
    const selfType = printType(header.selfType, names);
    const withSelf: TypeNames = {
      meaningOf: (path) =>
        path.length === 1 && path[0] === "Self"
          ? { kind: "printed", printed: selfType }
          : names.meaningOf(path),
    };
    const printed = header.trait && printType(header.trait, withSelf);
    const trait =
      printed && this.#defaultsToSelf(header.trait, impl) ? withoutSelf(printed, selfType) : printed;
    const found = { selfType, trait };
    this.#headers.set(impl.index, found);
    return found;
  }

  #defaultsToSelf(trait: RustType | null, impl: Declaration): boolean {
    if (trait?.kind !== "path") return false;
    const target = this.#resolve(trait, impl);
    if (target?.kind === "type") return target.declaration.lastDefault === "Self";
    return DEFAULTS_TO_SELF.has(trait.segments.at(-1)?.name ?? "");
  }

  #namesIn(impl: Declaration, scope: Scope): TypeNames {
    const parameters = new Set(impl.typeParameters);
    return {
      meaningOf: (path) =>
        path.length === 1 && parameters.has(path[0] ?? "")
          ? { kind: "plain" }
          : this.#scopes.meaningOf(path, scope),
    };
  }
}

const WITHOUT_SPECIFICATION: ReadonlySet<NamedItem["mode"]> = new Set(["shim", "ignore", "skip"]);

/** `PartialEq<X>` for `X` is printed without its argument. */
function withoutSelf(trait: Printed, selfType: Printed): Printed {
  const match = /^(.*?\w)<(.*)>$/s.exec(trait.text);
  if (!match || match[2] !== selfType.text) return trait;
  // Lifetimes that are left out are different ones.
  if (/&(?!')|'_/.test(selfType.text)) return trait;
  return { ...trait, text: match[1] ?? trait.text };
}

/** The compiler prints `r#` only in front of words that need it, which depends on the edition. */
const rawNames = (path: string): string[] =>
  Array.from(path.matchAll(/\br#(\w+)/gu), ([raw, name = ""]) =>
    KEYWORDS.has(name) ? [] : [`the compiler may print ${raw} as ${name}`],
  ).flat();
