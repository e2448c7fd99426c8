/** Which Rocq files of the project an import means, and which of them the annotations of a crate can name things of. */
import type { CatalogueItem } from "../project/catalogueModel.ts";
import type { Crate } from "../project/crates.ts";
import type { RocqModule } from "../project/declarations.ts";
import { stemOf } from "../project/paths.ts";
import type { ProjectView } from "./projectView.ts";

type TheoryView = Pick<ProjectView, "catalogue" | "definitions">;

/**
 * The files that `From path Require module` may mean. A file whose logical path is not known counts when the names of file
 * and folder fit, and only if no other does.
 */
export function filesOfModule({ path, module }: RocqModule, view: TheoryView): string[] {
  const { theories } = view.catalogue;
  const { logicalPaths } = view.definitions;
  const wanted = path === null ? module : `${path}.${module}`;
  const named = (fits: (name: string) => boolean): string[] =>
    theories.filter((file) => {
      const name = logicalPaths.get(file);
      return name !== undefined && fits(name);
    });
  const exact = named((name) => name === wanted);
  if (exact.length > 0) return exact;
  const partial = named(
    (name) => name.endsWith(`.${module}`) && (path === null || name.startsWith(`${path}.`)),
  );
  if (partial.length > 0) return partial;
  const unknown = theories.filter(
    (file) => !logicalPaths.has(file) && stemOf(file) === module.split(".").at(-1),
  );
  const folder = path?.split(".").at(-1);
  const inFolder = unknown.filter((file) => file.split("/").at(-2) === folder);
  return inFolder.length > 0 ? inFolder : unknown;
}

export interface VisibleTheories {
  readonly files: ReadonlySet<string>;
  /** RefinedRust's own theories are among them, so that what is left out cannot be meant. */
  readonly isAll: boolean;
}

/**
 * The theories that the specifications of the item's crate have: what RefinedRust, the crate and the libraries it includes
 * import, and what these files export. Null when nothing is imported, so that nothing can be left out.
 */
export function visibleTheories({ crate }: CatalogueItem, view: TheoryView): VisibleTheories | null {
  const always = ALWAYS.map((module) => filesOfModule(module, view));
  const isAll = always.every((files) => files.length > 0);
  const modules = importsOf(crate.id, view);
  if (modules.length === 0 && !isAll) return null;
  const seen = new Set<string>();
  const pending = [...always.flat(), ...modules.flatMap((module) => filesOfModule(module, view))];
  for (let file = pending.pop(); file !== undefined; file = pending.pop()) {
    if (seen.has(file)) continue;
    seen.add(file);
    for (const { from, modules: named, exported } of view.definitions.files.get(file)?.vernacular.imports ??
      []) {
      if (!exported) continue;
      pending.push(...named.flatMap((module) => filesOfModule({ path: from, module }, view)));
    }
  }
  return { files: seen, isAll };
}

/** What every generated file imports (write_specifications in translation/src/lib.rs). */
const ALWAYS: readonly RocqModule[] = [
  { path: "caesium", module: "lang" },
  { path: "caesium", module: "notation" },
  { path: "refinedrust", module: "typing" },
  { path: "refinedrust", module: "shims" },
];

const importsOf = (id: string, view: TheoryView): RocqModule[] =>
  cratesSeenBy(id, view).flatMap((crate) => crate.files.flatMap(({ facts }) => facts.imports));

/** The crate and those whose libraries it includes, or these include: by name, and by what the libraries say. */
export function cratesSeenBy(id: string, { catalogue }: TheoryView): Crate[] {
  const libraries = catalogue.libraries.find(({ crate }) => crate.id === id)?.libraries ?? [];
  const outputs = catalogue.outputs.filter(({ library }) => libraries.some(({ path }) => path === library));
  const names = new Set(outputs.map(({ crateName }) => crateName));
  const seen = new Set<Crate>();
  const pending = catalogue.crates.filter((crate) => crate.id === id || names.has(crate.name));
  for (let crate = pending.pop(); crate !== undefined; crate = pending.pop()) {
    if (seen.has(crate)) continue;
    seen.add(crate);
    const included = new Set(crate.files.flatMap(({ facts }) => facts.includes));
    pending.push(...catalogue.crates.filter(({ name }) => included.has(name)));
  }
  return [...seen];
}
