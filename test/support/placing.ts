/** Projects of `fixtures/placing/` with recorded runs, and where the results of a run are put. */
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { ItemMatching } from "../../server/src/features/itemMatching.ts";
import { placeContext } from "../../server/src/features/placing.ts";
import type { ProjectView } from "../../server/src/features/projectView.ts";
import { createSnapshot, type Snapshot } from "../../server/src/features/snapshot.ts";
import { createSpecifications } from "../../server/src/features/specifications.ts";
import { DefinitionIndex } from "../../server/src/project/definitionIndex.ts";
import { loneFile, previewCrate } from "../../server/src/project/previewCrate.ts";
import { Previewer } from "../../server/src/rocq/preview.ts";
import { createRustParser } from "../../server/src/syntax/parser.ts";
import { OutputReader } from "../../server/src/verification/outputReader.ts";
import { placeFindings, type RunContext } from "../../server/src/verification/placeFindings.ts";
import { ReportBuilder } from "../../server/src/verification/reportBuilder.ts";
import type { RustFinding } from "../../server/src/verification/rustFinding.ts";
import type { MemoryDisk } from "./memoryDisk.ts";
import { workspaceOf } from "./project.ts";
import { type Recording, readRecording } from "./recordings.ts";

const parser = await createRustParser();
const root = join(import.meta.dirname, "../fixtures/placing");

export interface PlacingProject {
  readonly name: string;
  readonly folder: string;
  readonly recordings: readonly Recording[];
}

export const placingProjects = (): PlacingProject[] =>
  readdirSync(root).map((name) => {
    const folder = join(root, name);
    const runs = readdirSync(join(folder, "runs")).filter((file) => file.endsWith(".txt"));
    const recordings = runs.sort().map((file) => readRecording(join(folder, "runs", file)));
    return { name, folder, recordings };
  });

/** The project below `/w`; Rocq ran in `/w/out/CRATE`, cargo in `/w`. */
export async function openProject(disk: MemoryDisk): Promise<{ view: ProjectView; context: RunContext }> {
  const catalogue = await workspaceOf(disk).update();
  const text = (path: string): string | null => disk.text(path) ?? null;
  const view: ProjectView = {
    catalogue,
    definitions: new DefinitionIndex(new Map()),
    matching: new ItemMatching(catalogue),
    text,
    snapshot: () => null,
    rust: (path) => snapshotAt(path, text(path)),
    path: (uri) => uri.replace("file://", ""),
    uri: (path) => `file://${path}`,
    client: { locationLinks: true, resolvesSymbols: true, commands: true },
    outdated: () => null,
    recorded: () => null,
  };
  const [crate] = catalogue.crates;
  assert.ok(crate);
  const resolve = (file: string): string =>
    file.startsWith("/")
      ? file
      : `/w/${file.endsWith(".rs") ? "" : `out/${crate.name}/`}${file.replace(/^\.\//, "")}`;
  return { view, context: { ...placeContext(view, catalogue.items, resolve), rootFile: crate.rootFile } };
}

function snapshotAt(path: string, text: string | null): Snapshot | null {
  if (text === null) return null;
  const { file } = parser.parse(text, { path, hotword: "rr" });
  const { crate, sources } = previewCrate([loneFile(path, file)], []);
  const [source] = sources;
  assert.ok(source);
  const previewer = new Previewer(crate);
  return createSnapshot({
    uri: `file://${path}`,
    version: 0,
    file,
    options: { lint: {}, traits: new Map() },
    client: {
      snippets: true,
      hierarchicalSymbols: true,
      relatedInformation: true,
      markdown: true,
      commands: true,
    },
    specifications: createSpecifications(
      () => ({ previewer, source }),
      () => null,
    ),
    documentation: () => null,
  });
}

/** What the recorded run comes to on the Rust code. */
export function placed({ stdout, stderr, command, outcome }: Recording, context: RunContext): RustFinding[] {
  const reader = new OutputReader();
  const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
  const builder = new ReportBuilder();
  builder.add(reader.feed("stdout", bytes(stdout)));
  builder.add(reader.feed("stderr", bytes(stderr)));
  builder.add(reader.end());
  const { findings } = builder.end({ command, outcome, lastLines: [] });
  return placeFindings(findings, context);
}

export const nameOf = ({ path }: Recording): string => basename(path, ".txt");
