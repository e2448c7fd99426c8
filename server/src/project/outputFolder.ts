/** What RefinedRust wrote for a crate: the folder is known by its content, wherever it lies. */
import { codeFile, nameInProofFile, specsFile } from "../rocq/names.ts";
import type { Entry } from "./disk.ts";
import { nameOf } from "./paths.ts";

export interface OutputFolder {
  readonly path: string;
  readonly crateName: string;
  /**
   * `current`: `generated/` and `proofs/`, since January 2024. `flat`: everything in one folder, where proofs are
   * `generated_proof_F.v` and written anew on every run.
   */
  readonly layout: "current" | "flat";
  /** Files that hold proofs, by path, with the Rocq name each is for. */
  readonly proofs: readonly ProofPath[];
  /** The Rocq names of the proofs. */
  readonly proofNames: ReadonlySet<string>;
  /** The Rocq files that the catalogue looks into. */
  readonly files: ReadonlySet<string>;
  /** By the Rocq name of an item, the positions in `proofs` of those that may be about it. */
  readonly proofsAbout: ReadonlyMap<string, readonly number[]>;
  /** Paths by Rocq name. */
  readonly templates: ReadonlyMap<string, string>;
  readonly code: string | null;
  readonly specs: string | null;
  readonly library: string | null;
  /** `proofs/dune`, which names the modules that are checked. */
  readonly proofsDune: string | null;
  /** `generated/` is there: RefinedRust ran in this checkout. */
  readonly isGenerated: boolean;
}

export interface ProofPath {
  readonly path: string;
  readonly kind: "proof" | "inclusion";
  readonly rocqName: string;
  /** The names of items that it may be about: this one, and that of the closure whose impl has this one. */
  readonly about: readonly string[];
}

type List = (folder: string) => Promise<readonly Entry[] | null>;

/** Output folders of a workspace; one whose entries are the same lists as before is the same object as before. */
export class OutputFolders {
  readonly #known = new Map<
    string,
    { readonly lists: readonly unknown[]; readonly output: OutputFolder | null }
  >();

  async read(path: string, entries: readonly Entry[], list: List): Promise<OutputFolder | null> {
    if (!entries.some(hintsAtOutput)) return null;
    const names = entries.map((entry) => entry.name);
    const inside = async (name: string) => (names.includes(name) ? await list(`${path}/${name}`) : null);
    const lists = [entries, await inside("proofs"), await inside("generated")];
    const known = this.#known.get(path);
    if (known?.lists.every((each, n) => each === lists[n])) return known.output;
    const output = await readOutputFolder(path, entries, list);
    this.#known.set(path, { lists, output });
    return output;
  }
}

const hintsAtOutput = (entry: Entry): boolean =>
  entry.name === "proofs" || entry.name === "generated" || entry.name.startsWith("generated_");

/** Null when the folder is no output of RefinedRust; `entries` are its content. */
async function readOutputFolder(
  path: string,
  entries: readonly Entry[],
  list: List,
): Promise<OutputFolder | null> {
  const has = (name: string): boolean => entries.some((entry) => entry.name === name);
  const crateName = nameOf(path);
  const inside = async (name: string): Promise<string[]> =>
    has(name) ? ((await list(`${path}/${name}`)) ?? []).map((entry) => entry.name) : [];
  if (entries.some((entry) => FLAT.test(entry.name))) {
    const files = entries.map((entry) => entry.name);
    return describe(path, crateName, {
      layout: "flat",
      files,
      generated: files,
      at: path,
      generatedAt: path,
    });
  }
  if (!has("proofs") && !has("generated")) return null;
  const files = await inside("proofs");
  const generated = await inside("generated");
  const isOutput =
    files.some((name) => nameInProofFile(name) !== null) ||
    generated.some((name) => /^generated_(?:specs|code)_.+\.v$/u.test(name)) ||
    (has("interface.rrlib") && has("proofs"));
  if (!isOutput) return null;
  const at = `${path}/proofs`;
  const generatedAt = `${path}/generated`;
  const output = describe(path, crateName, { layout: "current", files, generated, at, generatedAt });
  return { ...output, library: has("interface.rrlib") ? `${path}/interface.rrlib` : null };
}

/** Files that RefinedRust of 2023 wrote beside each other. */
const FLAT = /^generated_(?:proof|specs|code)_.+\.v$/u;

interface Parts {
  readonly layout: OutputFolder["layout"];
  readonly files: readonly string[];
  readonly generated: readonly string[];
  readonly at: string;
  readonly generatedAt: string;
}

function describe(path: string, crateName: string, parts: Parts): OutputFolder {
  const { layout, files, generated, at, generatedAt } = parts;
  const templates = new Map<string, string>();
  for (const name of generated) {
    const template = nameInTemplate(name);
    if (template !== null) templates.set(template, `${generatedAt}/${name}`);
  }
  const named = (name: string): string | null => (generated.includes(name) ? `${generatedAt}/${name}` : null);
  const proofs = files.flatMap((name) => proofPath(name, layout, at));
  const [code, specs] = [named(codeFile(crateName)), named(specsFile(crateName))];
  return {
    path,
    crateName,
    layout,
    proofs,
    proofNames: new Set(proofs.map((proof) => proof.rocqName)),
    files: new Set([
      ...proofs.map((proof) => proof.path),
      ...templates.values(),
      ...[specs, code].filter((file) => file !== null),
    ]),
    proofsAbout: byItemName(proofs),
    templates,
    code,
    specs,
    library: null,
    proofsDune: layout === "current" && files.includes("dune") ? `${at}/dune` : null,
    isGenerated: generated.some((name) => name.startsWith("generated_")),
  };
}

function proofPath(name: string, layout: OutputFolder["layout"], at: string): ProofPath[] {
  const path = `${at}/${name}`;
  if (layout === "flat") {
    const rocqName = nameInFlatProof(name);
    return rocqName === null ? [] : [{ path, kind: "proof", rocqName, about: itemsBehind(rocqName) }];
  }
  const named = nameInProofFile(name);
  return named ? [{ path, kind: named.kind, rocqName: named.name, about: itemsBehind(named.name) }] : [];
}

function itemsBehind(rocqName: string): string[] {
  const around = rocqName.replace(/_(?:call_once|call_mut|call|FnOnce|FnMut|Fn)$/, "");
  return around === rocqName ? [rocqName] : [rocqName, around];
}

/** The Rocq name that a proof or a template is for, by the name of its file; null for other files. */
export function rocqNameOfFile(path: string): string | null {
  const name = nameOf(path);
  return nameInTemplate(name) ?? nameInFlatProof(name) ?? nameInProofFile(name)?.name ?? null;
}

const nameInTemplate = (file: string): string | null =>
  /^generated_template_(.+)\.v$/u.exec(file)?.[1] ?? null;
const nameInFlatProof = (file: string): string | null => /^generated_proof_(.+)\.v$/u.exec(file)?.[1] ?? null;

function byItemName(proofs: readonly ProofPath[]): Map<string, number[]> {
  const found = new Map<string, number[]>();
  for (const [n, { about }] of proofs.entries()) {
    for (const name of about) {
      const others = found.get(name);
      if (others) others.push(n);
      else found.set(name, [n]);
    }
  }
  return found;
}
