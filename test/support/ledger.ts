/** A copy of the crate whose proofs a real prover checks, and our command line that verifies it. */
import { type ChildProcess, spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { addScript, hasRealTranslator, programOnPath, translatorEnvironment } from "./programs.ts";

const CLI = join(import.meta.dirname, "../../dist/cli.js");
const fixtures = join(import.meta.dirname, "../fixtures/verified");

/** Takes as many steps as the number says, and no memory. */
export const ENDLESS = "assert (Pos.iter negb true (2 ^ 60)%positive = true) by (vm_compute; reflexivity).";

/** What `rr-tools verify --format json` prints, as far as tests look at it. */
export interface VerifyReport {
  readonly outcome: string;
  readonly reasons: readonly string[];
  readonly steps: readonly {
    readonly kind: string;
    readonly outcome: string;
    readonly modules: { readonly planned: number; readonly done: number; readonly failed: number };
  }[];
  readonly functions: readonly {
    readonly path: string;
    readonly state: string;
    readonly message: string;
    readonly cost: { readonly seconds: number | null; readonly automationSteps: number | null };
  }[];
  readonly findings: readonly ShownFinding[];
}

/** Lines and columns count from 1. */
export interface ShownFinding {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly code: string;
  readonly severity: string;
  readonly message: string;
  readonly precision: string;
  readonly clause: string | null;
  readonly rocqName: string | null;
  readonly goals: readonly string[];
  readonly detail: string;
}

export interface Verified {
  readonly status: number | null;
  readonly report: VerifyReport;
  /** With `--log`, also what the tools printed. */
  readonly stderr: string;
}

/** One that goes on. */
export interface Running {
  readonly process: ChildProcess;
  readonly ended: Promise<Verified>;
}

export class Ledger {
  readonly folder: string;
  /** First on the PATH. */
  readonly bin: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly #parent: string;
  readonly #hook: string;

  constructor() {
    this.#parent = mkdtempSync(join(tmpdir(), "refinedrust-ledger-"));
    this.folder = join(this.#parent, "ledger");
    cpSync(join(fixtures, "ledger"), this.folder, { recursive: true });
    this.bin = join(this.#parent, "bin");
    this.environment = {
      ...translatorEnvironment(this.bin, join(fixtures, "recorded", "generated_code_ledger.v")),
      XDG_CACHE_HOME: join(this.#parent, "cache"),
    };
    if (hasRealTranslator) this.#useRealLibrary();
    this.#hook = join(this.#parent, "before-prover");
    for (const name of ["coqc", "rocq"].filter((each) => programOnPath(each) !== null)) {
      this.replaceProgram(name, `[ -e '${this.#hook}' ] && . '${this.#hook}'\nexec "$real" "$@"`);
    }
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  read(name: string): string {
    return readFileSync(this.path(name), "utf8");
  }

  write(name: string, text: string): void {
    mkdirSync(join(this.path(name), ".."), { recursive: true });
    writeFileSync(this.path(name), text);
  }

  /** Replaces one part of a file, which has to be there. */
  edit(name: string, part: string, by: string): void {
    const text = this.read(name);
    if (!text.includes(part)) throw new Error(`${name} has no ${part}`);
    this.write(
      name,
      text.replace(part, () => by),
    );
  }

  /** The proof of this function begins with some tactic, until the answer is called. */
  beginProof(rocqName: string, tactic: string): () => void {
    const name = `verification/out/ledger/proofs/proof_${rocqName}.v`;
    const text = this.read(name);
    this.edit(name, "Proof.\n", `Proof.\n  ${tactic}\n`);
    return () => this.write(name, text);
  }

  /** The first prover that compiles this module waits until the answer is called. */
  holdProver(module: string): () => void {
    const gate = mkdtempSync(join(this.#parent, "gate-"));
    const wait = `mkdir '${gate}/taken' 2>/dev/null && while [ ! -e '${gate}/open' ]; do sleep 0.05; done`;
    const restore = this.beforeProver(`case "$*" in *${module}.v) ${wait} ;; esac`);
    return () => {
      writeFileSync(join(gate, "open"), "");
      restore();
    };
  }

  /** Has a shell do this before it becomes the prover, until the answer is called. dune sees the same program all the time. */
  beforeProver(script: string): () => void {
    writeFileSync(this.#hook, script);
    return () => rmSync(this.#hook);
  }

  /** A script that is started instead of a program, which it knows as `$real`. */
  replaceProgram(name: string, script: string): () => void {
    addScript(this.bin, name, `real='${programOnPath(name) ?? ""}'\n${script}`);
    return () => rmSync(join(this.bin, name));
  }

  start(words: readonly string[] = [], environment: NodeJS.ProcessEnv = {}): Running {
    const child = spawn(process.execPath, [CLI, "verify", "--format", "json", ...words, "."], {
      cwd: this.folder,
      env: { ...this.environment, ...environment },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const ended = new Promise<Verified>((done, fail) => {
      const texts = { stdout: "", stderr: "" };
      for (const stream of ["stdout", "stderr"] as const) {
        child[stream].setEncoding("utf8").on("data", (text: string) => {
          texts[stream] += text;
        });
      }
      child.once("error", fail);
      child.once("close", (status) => {
        try {
          done({ status, report: JSON.parse(texts.stdout), stderr: texts.stderr });
        } catch {
          fail(new Error(`exit status ${status}, no report: ${texts.stdout}${texts.stderr}`));
        }
      });
    });
    return { process: child, ended };
  }

  verify(words: readonly string[] = [], environment: NodeJS.ProcessEnv = {}): Promise<Verified> {
    return this.start(words, environment).ended;
  }

  remove(): void {
    rmSync(this.#parent, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }

  /** The miniature of the library is not there, and dune has to find the real one. */
  #useRealLibrary(): void {
    rmSync(this.path("verification/library"), { recursive: true });
    this.write("verification/dune-project", "(lang dune 3.21)\n(using rocq 0.11)\n");
  }
}
