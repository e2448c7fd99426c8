/** What `--scope` means in a project. */
import { resolve, sep } from "node:path";
import type { Catalogue } from "../project/catalogueModel.ts";
import { isCode } from "../project/namedItem.ts";
import type { Scope } from "../verification/planModel.ts";

/** The scope, or why it names nothing, in one line. @param folder The project's, absolute. */
export function scopeOf(written: string, catalogue: Catalogue, folder: string): Scope | string {
  const [, kind = "", name = ""] = /^(workspace|crate|file|function)(?::(.+))?$/s.exec(written) ?? [];
  if (kind === "workspace" && name === "") return { kind: "workspace" };
  if (kind === "" || name === "")
    return `${written}: no scope; say workspace, crate:NAME, file:PATH or function:PATH`;
  switch (kind) {
    case "crate": {
      const found = catalogue.crates.filter(
        (crate) => crate.name === name || crate.name === name.replaceAll("-", "_"),
      );
      return one(
        found,
        written,
        ({ folder: at }) => at,
        ({ id }) => ({ kind: "crate", crate: id }),
      );
    }
    case "file": {
      const paths = [resolve(folder, name), resolve(name)].map((path) => path.replaceAll(sep, "/"));
      const file = paths.find((path) => catalogue.items.some((item) => item.file === path));
      return file === undefined ? `${written}: no file with annotations` : { kind: "file", file };
    }
    default: {
      const found = catalogue.items.filter(
        (item) =>
          isCode(item) && [item.path, `${item.crate.name}::${item.path}`, item.rocqName].includes(name),
      );
      return one(
        found,
        written,
        ({ crate, path, file }) => `${crate.name}::${path} (${file})`,
        ({ crate, rocqName }) => ({ kind: "function", crate: crate.id, rocqName }),
      );
    }
  }
}

function one<T>(
  found: readonly T[],
  written: string,
  name: (each: T) => string,
  scope: (each: T) => Scope,
): Scope | string {
  const [first] = found;
  if (first === undefined) return `${written}: there is none`;
  return found.length === 1 ? scope(first) : `${written}: several: ${found.map(name).join(", ")}`;
}
