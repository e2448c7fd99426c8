/** Makes an item of the catalogue from a named item and the files of its group. */
import { generatedNames, type Role } from "../rocq/names.ts";
import type { Build } from "./builds.ts";
import type { Artefact, CatalogueItem } from "./catalogueModel.ts";
import type { CrateIdentity } from "./crates.ts";
import type { Definitions } from "./definitions.ts";
import { isCode, type NamedItem, namedKind } from "./namedItem.ts";
import type { OutputFolder, ProofPath } from "./outputFolder.ts";
import { nameOf } from "./paths.ts";

interface Surroundings {
  readonly crate: CrateIdentity;
  readonly output: OutputFolder | null;
  readonly isUnclear: boolean;
  readonly build: Build | null;
  readonly definitions: Definitions;
  readonly proofs: readonly ProofPath[];
  readonly predecessor: string | null;
}

export function catalogueItem(item: NamedItem, around: Surroundings): CatalogueItem {
  const { output, proofs, definitions, build } = around;
  const own = proofs.find((proof) => proof.rocqName === item.rocqName);
  const module = own ? nameOf(own.path).slice(0, -2) : "";
  const names = output?.isGenerated || own ? generatedNames(namedKind(item), item.rocqName) : [];
  const find = (path: string | null, roles: readonly Role[]): Artefact | null => {
    if (path === null) return null;
    for (const { role, name } of names) {
      const place = roles.includes(role) ? definitions.find(path, name) : null;
      if (place) return { path, place };
    }
    return null;
  };
  const template = (isCode(item) && output?.templates.get(item.rocqName)) || null;
  return Object.assign({}, item, {
    crate: around.crate,
    output,
    isUnclear: around.isUnclear,
    proof: own ? (find(own.path, ["proof"]) ?? { path: own.path, place: null }) : null,
    template: template === null ? null : (find(template, ["lemma"]) ?? { path: template, place: null }),
    spec: find(output?.specs ?? null, ["spec", "invariant", "type", "attributes"]),
    code: find(output?.code ?? null, ["code", "layout"]),
    shims: proofs
      .filter((proof) => proof !== own)
      .map(({ path, rocqName }) => ({ path, place: definitions.find(path, `${rocqName}_proof`) })),
    listed: own && build?.modules ? build.modules.has(module) : null,
    compiled: build?.compiled.get(module) ?? [],
    predecessor: around.predecessor,
  });
}
