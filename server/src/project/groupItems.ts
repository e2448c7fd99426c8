/** The items of a group of crates with their artefacts, and its proof files with their items. */
import type { Build } from "./builds.ts";
import type { CatalogueItem, ProofFile } from "./catalogueModel.ts";
import type { Crate, CrateIdentity } from "./crates.ts";
import type { Group } from "./groups.ts";
import { ItemMaker } from "./madeItem.ts";
import type { NamedItem } from "./namedItem.ts";
import type { OutputFolder, ProofPath } from "./outputFolder.ts";
import { nameOf } from "./paths.ts";
import { matchProof, type ProofMatch, staleProof } from "./proofFiles.ts";
import type { ProofParameters, RocqFacts } from "./rocqFacts.ts";
import { Successors } from "./successor.ts";

export interface GroupSource {
  readonly rocq: ReadonlyMap<string, RocqFacts>;
  readonly builds: ReadonlyMap<OutputFolder, Build>;
  readonly itemsOf: (crate: Crate, trustsDebug: boolean) => readonly (readonly NamedItem[])[];
}

export interface GroupResult {
  readonly items: readonly CatalogueItem[];
  readonly proofFiles: readonly ProofFile[];
  readonly maker: ItemMaker;
  readonly successors: Successors;
}

/** What is as in the last reading is taken from there. */
export function readGroup(group: Group, source: GroupSource, before: GroupResult | null): GroupResult {
  const [output = null] = group.outputs;
  const { members, byName } = collect(group, source);
  const successors = before?.successors ?? new Successors();
  let items: readonly NamedItem[] | null = null;
  const all = (): readonly NamedItem[] => {
    items ??= members.flatMap((member) => member.items);
    return items;
  };
  const stale = (file: ProofPath, { proofNames, templates }: OutputFolder): ProofMatch => {
    const parameters = parametersOf(file, templates, source.rocq);
    return staleProof(file, successors.of(file, all(), proofNames, parameters), proofNames);
  };
  const own = new Map<NamedItem, ProofPath[]>();
  const predecessors = new Map<NamedItem, string>();
  const matches: ProofMatch[] = [];
  for (const one of group.outputs) {
    for (const file of one.proofs) {
      const match = matchProof(file, (name) => byName.get(name) ?? []) ?? stale(file, one);
      const { item, successor } = match;
      matches.push(one === output ? match : unused(match, one));
      if (successor) predecessors.set(successor, nameOf(file.path));
      if (item === null || one !== output) continue;
      const files = own.get(item);
      if (files) files.push(file);
      else own.set(item, [file]);
    }
  }
  const build = (output && source.builds.get(output)) ?? null;
  const shared = { output, isUnclear: group.isUnclear, build };
  const maker = new ItemMaker(shared, source.rocq, before?.maker ?? null);
  for (const { crate, items } of members) {
    for (const item of items) {
      const proofs = own.get(item) ?? NO_PROOFS;
      if (!item.considered && item.mode !== "skip" && proofs.length === 0) continue;
      maker.make({ item, crate, proofs, predecessor: predecessors.get(item) ?? null });
    }
  }
  return {
    items: Array.from(maker.made.values(), ({ item }) => item),
    proofFiles: proofFilesOf(matches, maker, before?.proofFiles ?? []),
    maker,
    successors,
  };
}

/** The template says them all, as long as RefinedRust has not deleted it. */
const parametersOf = (
  { path, rocqName }: ProofPath,
  templates: OutputFolder["templates"],
  rocq: GroupSource["rocq"],
): ProofParameters | null =>
  rocq.get(templates.get(rocqName) ?? "")?.parameters ?? rocq.get(path)?.parameters ?? null;

/** The items that matter: those RefinedRust looks at, and those that a proof file is named after. */
function collect(group: Group, source: GroupSource) {
  const byName = new Map<string, NamedItem[]>();
  const members: { readonly crate: CrateIdentity; readonly items: NamedItem[] }[] = [];
  for (const crate of group.crates) {
    const found: NamedItem[] = [];
    members.push({ crate: crate.identity, items: found });
    for (const items of source.itemsOf(crate, group.trustsDebug)) {
      for (const item of items) {
        const isNamed = group.outputs.some((one) => one.itemNames.has(item.rocqName));
        if (isNamed) {
          const others = byName.get(item.rocqName);
          if (others) others.push(item);
          else byName.set(item.rocqName, [item]);
        }
        if (isNamed || item.considered || item.mode === "skip") found.push(item);
      }
    }
  }
  return { members, byName };
}

const NO_PROOFS: readonly ProofPath[] = [];

const unused = (match: ProofMatch, output: OutputFolder): ProofMatch =>
  match.state === "live"
    ? { ...match, state: "orphan", reason: `RefinedRust does not write to \`${output.path}\` any more` }
    : match;

function proofFilesOf(
  matches: readonly ProofMatch[],
  { made }: ItemMaker,
  before: readonly ProofFile[],
): ProofFile[] {
  return matches.map((match, n): ProofFile => {
    const { file, state, reason, successor } = match;
    const item = (match.item && made.get(match.item)?.item) ?? null;
    const known = before[n];
    const isSame =
      known?.file === file &&
      known.item === item &&
      known.state === state &&
      known.reason === reason &&
      known.successor === successor;
    return isSame ? known : { ...match, path: file.path, item };
  });
}
