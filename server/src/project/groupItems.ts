/** The items of a group of crates with their artefacts, and its proof files with their items. */
import { generatedNames, type Role } from "../rocq/names.ts";
import type { Build } from "./builds.ts";
import type { Artefact, CatalogueItem, ProofFile } from "./catalogueModel.ts";
import type { Crate, CrateIdentity } from "./crates.ts";
import { Definitions } from "./definitions.ts";
import type { Group } from "./groups.ts";
import { isCode, type NamedItem, namedKind } from "./namedItem.ts";
import type { OutputFolder, ProofPath } from "./outputFolder.ts";
import { nameOf } from "./paths.ts";
import { matchProof, type ProofMatch, staleProof } from "./proofFiles.ts";
import type { ProofParameters, RocqFacts } from "./rocqFacts.ts";

export interface GroupSource {
  readonly rocq: ReadonlyMap<string, RocqFacts>;
  readonly builds: ReadonlyMap<OutputFolder, Build>;
  readonly itemsOf: (crate: Crate, trustsDebug: boolean) => readonly (readonly NamedItem[])[];
}

export interface GroupResult {
  readonly items: readonly CatalogueItem[];
  readonly proofFiles: readonly ProofFile[];
  readonly made: ReadonlyMap<NamedItem, MadeItem>;
}

/** `before` holds the items of the last reading: one whose files are as before is taken from there. */
export function readGroup(
  group: Group,
  source: GroupSource,
  before: ReadonlyMap<NamedItem, MadeItem>,
): GroupResult {
  const [output = null] = group.outputs;
  const { all, byName } = collect(group, source);
  const considered = all.map(({ item }) => item);
  const own = new Map<NamedItem, ProofPath[]>();
  const predecessors = new Map<NamedItem, string>();
  const matches: ProofMatch[] = [];
  for (const one of group.outputs) {
    for (const file of one.proofs) {
      const match =
        matchProof(file, (name) => byName.get(name) ?? []) ??
        staleProof(file, considered, one.proofNames, parametersOf(file, one, source));
      const { item, successor } = match;
      matches.push(one === output ? match : unused(match, one));
      if (successor) predecessors.set(successor, nameOf(file.path));
      if (item === null || one !== output) continue;
      const files = own.get(item);
      if (files) files.push(file);
      else own.set(item, [file]);
    }
  }
  const definitions = new Definitions(source.rocq);
  const build = (output && source.builds.get(output)) ?? null;
  const made = new Map<NamedItem, MadeItem>();
  for (const { item, crate } of all) {
    const proofs = own.get(item) ?? NO_PROOFS;
    if (!item.considered && item.mode !== "skip" && proofs.length === 0) continue;
    const predecessor = predecessors.get(item) ?? null;
    const around = { crate, output, isUnclear: group.isUnclear, proofs, definitions, build, predecessor };
    const inputs = inputsOf(item, around, source.rocq);
    const known = before.get(item);
    const isSame =
      known?.inputs.length === inputs.length && known.inputs.every((input, n) => input === inputs[n]);
    made.set(item, isSame ? known : { inputs, item: catalogueItem(item, around) });
  }
  const proofFiles = matches.map(
    (match): ProofFile => ({
      ...match,
      path: match.file.path,
      item: (match.item && made.get(match.item)?.item) ?? null,
    }),
  );
  return { items: Array.from(made.values(), ({ item }) => item), proofFiles, made };
}

/** The template says them all, as long as RefinedRust has not deleted it. */
const parametersOf = (
  { path, rocqName }: ProofPath,
  { templates }: OutputFolder,
  { rocq }: GroupSource,
): ProofParameters | null =>
  rocq.get(templates.get(rocqName) ?? "")?.parameters ?? rocq.get(path)?.parameters ?? null;

/** An item and all that it is made of besides the named item. */
export interface MadeItem {
  readonly inputs: readonly unknown[];
  readonly item: CatalogueItem;
}

function inputsOf(item: NamedItem, around: Surroundings, rocq: GroupSource["rocq"]): unknown[] {
  const { crate, output, isUnclear, proofs, build, predecessor } = around;
  const inputs: unknown[] = [crate, output, isUnclear, build, predecessor];
  if (output !== null) {
    inputs.push(rocq.get(output.templates.get(item.rocqName) ?? ""));
    inputs.push(rocq.get(output.specs ?? ""), rocq.get(output.code ?? ""));
  }
  for (const proof of proofs) inputs.push(proof, rocq.get(proof.path));
  return inputs;
}

/** The items that matter: those RefinedRust looks at, and those that a proof file is named after. */
function collect(group: Group, source: GroupSource) {
  const byName = new Map<string, NamedItem[]>();
  const all: { readonly item: NamedItem; readonly crate: CrateIdentity }[] = [];
  for (const crate of group.crates) {
    for (const items of source.itemsOf(crate, group.trustsDebug)) {
      for (const item of items) {
        const isNamed = group.outputs.some((one) => one.itemNames.has(item.rocqName));
        if (isNamed) {
          const others = byName.get(item.rocqName);
          if (others) others.push(item);
          else byName.set(item.rocqName, [item]);
        }
        if (isNamed || item.considered || item.mode === "skip") all.push({ item, crate: crate.identity });
      }
    }
  }
  return { all, byName };
}

const NO_PROOFS: readonly ProofPath[] = [];

const unused = (match: ProofMatch, output: OutputFolder): ProofMatch =>
  match.state === "live"
    ? { ...match, state: "orphan", reason: `RefinedRust does not write to \`${output.path}\` any more` }
    : match;

interface Surroundings {
  readonly crate: CrateIdentity;
  readonly output: OutputFolder | null;
  readonly isUnclear: boolean;
  readonly proofs: readonly ProofPath[];
  readonly definitions: Definitions;
  readonly build: Build | null;
  readonly predecessor: string | null;
}

function catalogueItem(item: NamedItem, around: Surroundings): CatalogueItem {
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
