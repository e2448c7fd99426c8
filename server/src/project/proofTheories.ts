/** The theories under every proof of the workspace, kept as long as nothing changes that they are made of. */
import type { OutputFolder } from "./outputFolder.ts";
import { folderOf } from "./paths.ts";
import type { RocqFacts } from "./rocqFacts.ts";
import { Importable, TheoryUses } from "./theoryUses.ts";

export interface TheorySource {
  readonly theories: readonly string[];
  readonly outputs: readonly OutputFolder[];
  readonly rocq: ReadonlyMap<string, RocqFacts>;
  /** Also of files outside of output folders; null for one that is not there. */
  readonly read: (path: string) => Promise<RocqFacts | null>;
  /** By the folder around an output folder, where dune runs, or else the project around it. */
  readonly projects: ReadonlyMap<string, string | null>;
  /** The files that may differ since the last call; null for all. */
  readonly dirty: ReadonlySet<string> | null;
}

/** By the path of a proof, the fingerprint of what it imports. */
export type PrintsByProof = ReadonlyMap<string, string>;

export class ProofTheories {
  #theories: readonly string[] = [];
  #outputs: readonly OutputFolder[] = [];
  #importable = new Importable([], []);
  #known = new Map<OutputFolder, Known>();

  async update(source: TheorySource): Promise<PrintsByProof> {
    this.#forget(source);
    const all = new Map<string, string>();
    for (const output of source.outputs) {
      const root = source.projects.get(folderOf(output.path)) ?? null;
      if (root === null) continue;
      const before = this.#known.get(output);
      const known = before?.root === root ? before : null;
      const uses = known?.uses ?? new TheoryUses(this.#importable, output, root, source.read);
      const prints = known?.prints ?? (await printsOf(output, uses, source.rocq));
      this.#known.set(output, { root, uses, prints });
      for (const [path, print] of prints) all.set(path, print);
    }
    return all;
  }

  /** What imports mean, of the files at the last update. */
  get importable(): Importable {
    return this.#importable;
  }

  #forget({ theories, outputs, dirty }: TheorySource): void {
    const isLike = theories === this.#theories && isSame(outputs, this.#outputs);
    if (!isLike) {
      this.#theories = theories;
      this.#outputs = outputs;
      this.#importable = new Importable(theories, outputs);
    }
    if (!isLike || dirty === null || [...dirty].some((path) => this.#importable.has(path))) {
      this.#known = new Map();
      return;
    }
    for (const [output, known] of this.#known)
      if ([...dirty].some((path) => output.files.has(path))) known.prints = null;
  }
}

interface Known {
  readonly root: string;
  readonly uses: TheoryUses;
  /** Null when they have to be put together again. */
  prints: PrintsByProof | null;
}

const isSame = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((each, n) => each === b[n]);

async function printsOf(
  output: OutputFolder,
  uses: TheoryUses,
  rocq: TheorySource["rocq"],
): Promise<PrintsByProof> {
  const file = (path: string | null | undefined): RocqFacts | null => rocq.get(path ?? "") ?? null;
  const shared = [file(output.specs), file(output.code)];
  const prints = new Map<string, string>();
  for (const { path, rocqName } of output.proofs) {
    const template = output.templates.get(rocqName) ?? null;
    prints.set(path, (await uses.of([file(path), file(template), ...shared], template)).print);
  }
  return prints;
}
