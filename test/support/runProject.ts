/** A small project with generated files, whose tools are stand-ins. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";

const STAND_IN = join(import.meta.dirname, "../fixtures/runner/standIn.mjs");

const RUST = `#![feature(register_tool)]
#![register_tool(rr)]

#[rr::params("n")]
#[rr::args("n")]
#[rr::returns("n")]
pub fn get(n: i32) -> i32 {
    n
}

#[rr::returns("1")]
pub fn one() -> i32 {
    1
}
`;

const proof = (name: string): string => `From demo Require Import generated_template_${name}.
Lemma ${name}_proof : ${name}_lemma.
Proof.
  rep liStep.
Qed.
`;

export const FILES: Readonly<Record<string, string>> = {
  "Cargo.toml": '[package]\nname = "demo"\nversion = "0.1.0"\nedition = "2021"\n',
  "RefinedRust.toml": 'output_dir = "verification"\n',
  "src/lib.rs": RUST,
  "verification/dune-project": "(lang dune 3.0)\n",
  "verification/demo/generated/dune": "(coq.theory (name demo.generated))\n",
  "verification/demo/generated/generated_code_demo.v": "Definition get_def := 1.\nDefinition one_def := 1.\n",
  "verification/demo/generated/generated_specs_demo.v":
    "Definition type_of_get := 1.\nDefinition type_of_one := 1.\n",
  "verification/demo/generated/generated_template_get.v":
    "Definition get_lemma := typed_function get_def type_of_get.\n",
  "verification/demo/generated/generated_template_one.v":
    "Definition one_lemma := typed_function one_def type_of_one.\n",
  "verification/demo/proofs/dune": "(coq.theory (name demo.proofs) (modules proof_get proof_one))\n",
  "verification/demo/proofs/proof_get.v": proof("get"),
  "verification/demo/proofs/proof_one.v": proof("one"),
};

/** What dune prints of a proof that its automation left open. */
export const STUCK = `Shelved goal remaining in  "get" !
Goal:
n : Z
---------------------------------------
(Inhabited (n = n + 1))


File "./demo/proofs/proof_get.v", line 5, characters 0-4:
Error:
 (in proof get_proof): Attempt to save an incomplete proof
(there are remaining open goals).

`;

export const compiled = (name: string, isFailed = false): string =>
  `        coqc demo/proofs/proof_${name}.{glob,vo}${isFailed ? " (exit 1)" : ""}\n`;

/** Acts of the stand-ins: see its file. */
export interface Tools {
  readonly translate?: readonly object[];
  readonly check?: readonly object[];
}

export class RunProject {
  readonly folder = mkdtempSync(join(tmpdir(), "refinedrust-run-"));
  readonly results = `${this.folder}-results`;

  constructor() {
    for (const [name, text] of Object.entries(FILES)) this.write(name, text);
  }

  get uri(): string {
    return pathToFileURL(this.folder).href;
  }

  uriOf(name: string): string {
    return pathToFileURL(this.path(name)).href;
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  read(name: string): string {
    return readFileSync(this.path(name), "utf8");
  }

  write(name: string, text: string): void {
    mkdirSync(dirname(this.path(name)), { recursive: true });
    writeFileSync(this.path(name), text);
  }

  /** The settings `refinedrust.run` that start the stand-ins. */
  settings({ translate = [], check = [] }: Tools, rest: object = {}): object {
    const command = (acts: readonly object[]) => [process.execPath, STAND_IN, JSON.stringify(acts)];
    return { translateCommand: command(translate), checkCommand: command(check), ...rest };
  }

  remove(): void {
    for (const folder of [this.folder, this.results]) rmSync(folder, { recursive: true, force: true });
  }
}
