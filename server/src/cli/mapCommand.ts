/** `rr-tools map`: every annotated Rust item with its Rocq name and files, and every proof file with its item. */
import type { Artefact, CatalogueItem, ProofFile } from "../project/catalogueModel.ts";
import { statusOfItem } from "../verification/collect.ts";
import type { FolderCatalogue } from "./folderCatalogue.ts";
import { type FolderReport, folderCommand } from "./folderCommand.ts";

export const mapCommand = () =>
  folderCommand("map", "Shows which Rocq files belong to which Rust item.", { text, json });

const json: FolderReport = (folder) => {
  const { catalogue, shown } = folder;
  const artefact = (found: Artefact | null) =>
    found && { path: shown(found.path), line: found.place === null ? null : found.place.line + 1 };
  const items = catalogue.items.map((item) => {
    const verdict = statusOfItem(item, catalogue, folder);
    return {
      crate: item.crate.name,
      path: item.path,
      rocqName: item.rocqName,
      /** Why the name may be another one. */
      doubts: item.doubts,
      kind: item.kind,
      mode: item.considered || item.mode === "skip" ? item.mode : null,
      file: shown(item.file),
      line: item.line + 1,
      status: verdict?.status ?? null,
      statusReason: verdict?.reason ?? null,
      artefacts: {
        proof: artefact(item.proof),
        template: artefact(item.template),
        spec: artefact(item.spec),
        code: artefact(item.code),
        shims: item.shims.map(artefact),
      },
    };
  });
  const proofFiles = catalogue.proofFiles.map((file) => ({
    path: shown(file.path),
    item: file.item?.path ?? null,
    state: file.state,
    reason: file.reason === "" ? null : file.reason,
    successor: file.successor?.path ?? null,
  }));
  return `${JSON.stringify({ items, proofFiles })}\n`;
};

const text: FolderReport = (folder) => {
  const { catalogue } = folder;
  const lines: string[] = [];
  let crate = "";
  for (const item of catalogue.items) {
    if (item.crate.id !== crate) lines.push(...(crate === "" ? [] : [""]), `crate ${item.crate.name}`);
    crate = item.crate.id;
    lines.push(...itemLines(item, folder));
  }
  if (lines.length === 0) lines.push("no annotated item of a crate is here");
  const left = catalogue.proofFiles.filter((file) => file.state !== "live");
  if (left.length > 0) lines.push("", "proof files without a use");
  lines.push(...left.map((file) => proofLine(file, folder)));
  return lines.map((line) => `${line}\n`).join("");
};

function itemLines(item: CatalogueItem, folder: FolderCatalogue): string[] {
  const { catalogue, shown } = folder;
  const verdict = statusOfItem(item, catalogue, folder);
  const lines = [`  ${item.path}  (${shown(item.file)}:${item.line + 1})`];
  const doubt = item.doubts.length === 0 ? "" : ` (not sure: ${item.doubts.join(", and ")})`;
  lines.push(`    Rocq name  ${item.rocqName}${doubt}`);
  if (verdict) lines.push(`    status     ${verdict.status}: ${verdict.reason}`);
  const artefacts = { proof: item.proof, template: item.template, spec: item.spec, code: item.code };
  for (const [name, found] of Object.entries(artefacts)) {
    if (found === null) continue;
    lines.push(`    ${name.padEnd(10)} ${shown(found.path)}${found.place ? `:${found.place.line + 1}` : ""}`);
  }
  for (const shim of item.shims) lines.push(`    proof      ${shown(shim.path)}`);
  return lines;
}

const proofLine = (file: ProofFile, { shown }: FolderCatalogue): string =>
  `  ${file.state}  ${shown(file.path)}: ${file.reason}`;
