/** The files of a crate as the printers of specifications want them: what names mean, and what items are called. */
import { expand } from "../annotations/escapes.ts";
import { annotateItem } from "../annotations/interpret.ts";
import type { AnnotatedItem } from "../annotations/model.ts";
import type { ItemName, Located, Resolution, Source } from "../rocq/crate.ts";
import type { RustFile } from "../syntax/model.ts";
import type { Declaration } from "./declarations.ts";
import { ForeignItems, type Neighbours, type PreviewCrate } from "./foreignItems.ts";
import type { ModuleFile } from "./moduleTree.ts";
import { type NameDetails, nameDetails } from "./nameDetails.ts";
import { namesIn } from "./naming.ts";
import { factsIn } from "./rustFacts.ts";
import { CrateScopes, rememberedScopes, type ScopesOf } from "./scopes.ts";

/** A file of a crate, parsed. */
export interface CrateFile {
  readonly module: ModuleFile;
  readonly file: RustFile;
}

/** A text that stands for a whole crate. */
export const loneFile = (path: string, file: RustFile): CrateFile => ({
  module: { path, module: "", cfg: null, facts: factsIn(file) },
  file,
});

/** @param dependencies Names of the crates that paths may start with, besides those of the standard library. */
export function previewCrate(
  files: readonly CrateFile[],
  dependencies: readonly string[],
  neighbours: Neighbours | null = null,
  scopesOf: ScopesOf = rememberedScopes(),
): PreviewCrate {
  const members = files.map((file) => new Member(file));
  const byModule = new Map(members.map((member) => [member.module, member]));
  const foreign = new ForeignItems(neighbours);
  const scopes = new CrateScopes(
    members.map((member) => member.module),
    dependencies,
    scopesOf,
    {
      shownPath: (path) => foreign.shownPath(path),
      exports: (module, name) => foreign.exports(module, name),
      detailsOf: (module) => byModule.get(module)?.details(files) ?? null,
    },
  );
  const bySource = new Map(members.map((member) => [member.source, member]));
  let impls: readonly Located[] | null = null;
  const traitImpls = (): readonly Located[] => {
    impls ??= members.flatMap(({ source }) =>
      source.file.items
        .filter(({ header }) => header?.trait != null && !header.negative)
        .map((item) => ({ source, item })),
    );
    return impls;
  };
  return {
    sources: members.map((member) => member.source),
    crate: {
      pathOf: (at) => bySource.get(at.source)?.pathOf(at) ?? [],
      expand,
      interfaces: neighbours?.interfaces ?? null,
      traitImpls,
      foreign: (at) => foreign.of(at),
      standardTrait: (path) => foreign.standardTrait(path),
      nameOf: (at) => bySource.get(at.source)?.nameOf(at, scopes) ?? foreign.nameOf(at),
      resolve: (path, from) =>
        bySource.has(from.source)
          ? foreign.follow(resolve(path, from, scopes, bySource, byModule))
          : foreign.resolve(path, from),
    },
  };
}

class Member {
  readonly source: Source;
  readonly module: ModuleFile;
  #byItem: ReadonlyMap<number, Declaration> | null = null;
  #names: ((declaration: Declaration) => ItemName | null) | null = null;
  #details: NameDetails | null = null;

  constructor({ module, file }: CrateFile) {
    this.source = sourceOf(file);
    this.module = module;
  }

  #declared(item: number): Declaration | undefined {
    this.#byItem ??= new Map(this.module.facts.declarations.map((each) => [each.item, each]));
    return this.#byItem.get(item);
  }

  details(files: readonly CrateFile[]): NameDetails {
    this.#details ??= nameDetails(this.source.file, () => files.map(({ file }) => file));
    return this.#details;
  }

  /** The declaration of the item, or of what is around it. */
  declarationOf(at: Located): Declaration | null {
    for (let index: number | null = at.item.index; index !== null; ) {
      const found = this.#declared(index);
      if (found) return found;
      index = this.source.file.items[index]?.parent ?? null;
    }
    return null;
  }

  /** Empty in a module that may be left out, where another item may have the same path. */
  pathOf(at: Located): readonly string[] {
    if (this.module.cfg !== null) return [];
    return [this.module.module, at.item.path]
      .filter((part) => part !== "")
      .flatMap((part) => part.split("::"));
  }

  nameOf(at: Located, scopes: CrateScopes): ItemName | null {
    const declaration = this.#declared(at.item.index);
    this.#names ??= namesIn(this.module, scopes);
    return declaration ? this.#names(declaration) : null;
  }
}

/** The annotations of an item are read when they are first asked for: an item refers to few others. */
function sourceOf(file: RustFile): Source {
  const known = new Map<number, AnnotatedItem>();
  return {
    file,
    annotated: {
      get(index) {
        const item = file.items[index];
        if (!item || item.attributes.length === 0) return undefined;
        const found = known.get(index) ?? annotateItem(item, file);
        known.set(index, found);
        return found;
      },
    },
  };
}

function resolve(
  path: readonly string[],
  from: Located,
  scopes: CrateScopes,
  bySource: ReadonlyMap<Source, Member>,
  byModule: ReadonlyMap<ModuleFile, Member>,
): Resolution {
  const written = path.join("::");
  const member = bySource.get(from.source);
  const scope = member ? scopes.around(member.module, member.declarationOf(from)) : null;
  const target = scope && scopes.resolve(path, scope);
  const unknown = (reason: string, isMissing = false) => ({ kind: "unknown", reason, isMissing }) as const;
  switch (target?.kind) {
    case undefined:
      return unknown(`\`${written}\` is not found in this crate`, true);
    case "foreign":
      return { kind: "external", path: target.path };
    case "primitive":
      return target;
    case "unsure":
      return unknown(target.reason);
    case "scope":
      return unknown(`\`${written}\` is a module`);
    case "type": {
      const source = byModule.get(target.scope.file)?.source;
      const item = source?.file.items[target.declaration.item];
      return source && item
        ? { kind: "item", at: { source, item } }
        : unknown(`\`${written}\` is in a file that was not read`);
    }
  }
}
