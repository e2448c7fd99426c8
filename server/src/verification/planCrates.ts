/** What a plan needs to know of the crates, out of the catalogue. */

import type { Catalogue, CatalogueItem } from "../project/catalogueModel.ts";
import { proofFile } from "../rocq/names.ts";
import type { PlanCrate, PlanProof } from "./planModel.ts";

/**
 * `duneRoot` answers, for an output folder, where dune has to be started; null before the first translation, when
 * RefinedRust makes a dune project of the folder above (generate_dune_project in rrconfig).
 */
export const planCrates = (catalogue: Catalogue, duneRoot: (output: string) => string | null): PlanCrate[] =>
  catalogue.crates.map((crate) => {
    const items = catalogue.items.filter((item) => item.crate.id === crate.id);
    const { id, name, folder, workspace, rootFile, dependencies, configuration } = crate;
    const configured = configuration?.outputFolder ?? null;
    const found = items.find((item) => item.output !== null)?.output?.path;
    const output = found ?? `${configured ?? `${workspace}/target/verify`}/${name}`;
    return {
      id,
      name,
      folder,
      rootFile,
      dependencies,
      configuration: configuration && { path: configuration.path, hasOutput: configured !== null },
      output,
      duneRoot: duneRoot(output) ?? output.slice(0, output.lastIndexOf("/")),
      isAnnotated: items.some((item) => item.considered),
      proofs: items.flatMap((item) => planProof(item, output)),
    };
  });

/** Also of a proof that does not exist yet: the translation writes it (check_function_needs_proof in translation/src/lib.rs). */
function planProof(item: CatalogueItem, output: string): PlanProof[] {
  const { rocqName, file, proof } = item;
  if (item.kind === "traitImpl" || item.kind === "derivedImpl") {
    return proof === null ? [] : [{ rocqName, file, path: proof.path }];
  }
  const isProved = item.considered && item.hasBody && (item.mode === "prove" || item.mode === "code_shim");
  return isProved && CODE.has(item.kind)
    ? [{ rocqName, file, path: proof?.path ?? `${output}/proofs/${proofFile(rocqName)}` }]
    : [];
}

const CODE: ReadonlySet<string> = new Set([
  "function",
  "method",
  "traitImplMethod",
  "defaultMethod",
  "derivedMethod",
  "closure",
]);
