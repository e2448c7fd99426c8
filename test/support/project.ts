/** Catalogues of folders in memory, and what they say as lines that can be compared. */
import type { Catalogue } from "../../server/src/project/catalogueModel.ts";
import type { Disk } from "../../server/src/project/disk.ts";
import type { Environment } from "../../server/src/project/loadPath.ts";
import { Workspace } from "../../server/src/project/workspace.ts";
import { createRustParser } from "../../server/src/syntax/parser.ts";
import { statusOfItem } from "../../server/src/verification/collect.ts";

const parser = await createRustParser();

export const workspaceOf = (
  disk: Disk,
  roots: readonly string[] = ["/w"],
  environment: Environment = {},
): Workspace =>
  new Workspace(disk, {
    roots,
    environment,
    excludes: [],
    configurations: [],
    hotword: () => "rr",
    parse(text, path, hotword) {
      const document = parser.parse(text, { path, hotword });
      document.dispose();
      return document.file;
    },
  });

/** Everything the catalogue says, one line per fact. */
export function describe(catalogue: Catalogue): string[] {
  const at = (found: { readonly path: string; readonly place: { readonly line: number } | null } | null) =>
    found === null ? "-" : `${found.path}:${found.place ? found.place.line + 1 : "?"}`;
  const items = catalogue.items.flatMap((item) => {
    const verdict = statusOfItem(item, catalogue, { outdated: () => null, recorded: () => null });
    return [
      `${item.crate.name} ${item.kind} ${item.path} (${item.file}:${item.line + 1})`,
      `  ${item.rocqName}${item.doubts.length > 0 ? ` ? ${item.doubts.join("; ")}` : ""}`,
      ...(verdict ? [`  ${verdict.status}: ${verdict.reason}`] : []),
      `  proof ${at(item.proof)} template ${at(item.template)} spec ${at(item.spec)} code ${at(item.code)}`,
      ...item.shims.map((shim) => `  shim ${at(shim)}`),
    ];
  });
  const proofs = catalogue.proofFiles.map(
    (file) =>
      `${file.state} ${file.path} ${file.item?.path ?? "-"} ${file.successor?.path ?? "-"} ${file.reason}`,
  );
  const notes = catalogue.notes.map(({ path, message }) => `note ${path}: ${message}`);
  return [...items, ...proofs, ...notes];
}
