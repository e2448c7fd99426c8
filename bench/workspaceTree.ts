/** Writes a workspace of crates whose functions have proof files, as large as a measurement wants it. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export interface WorkspaceSize {
  readonly crates: number;
  /** In each crate; every file has one proof. */
  readonly files: number;
  /** Of each Rust file, at least. */
  readonly lines: number;
}

/** Crates `part0`, `part1` .. below the directory, their proofs in `verification/`, as a real project has them. */
export function writeWorkspace(directory: string, { crates, files, lines }: WorkspaceSize): void {
  for (let n = 0; n < crates; n++) {
    const crate = `part${n}`;
    const source = join(directory, crate, "src");
    const proofs = join(directory, "verification", crate, "proofs");
    mkdirSync(source, { recursive: true });
    mkdirSync(proofs, { recursive: true });
    writeFileSync(join(directory, crate, "Cargo.toml"), `[package]\nname = "${crate}"\nversion = "0.1.0"\n`);
    writeFileSync(join(directory, crate, "RefinedRust.toml"), 'output_dir = "../verification"\n');
    const modules = Array.from({ length: files }, (_, m) => `pub mod m${m};\n`);
    writeFileSync(join(source, "lib.rs"), CRATE_HEADER + modules.join(""));
    for (let m = 0; m < files; m++) {
      writeFileSync(join(source, `m${m}.rs`), rustFile(m, (m + 1) % files, lines));
      const name = `m${m}_Node${m}_T_verified`;
      writeFileSync(join(proofs, `proof_${name}.v`), proof(name, crate));
    }
  }
}

const CRATE_HEADER = "#![feature(register_tool)]\n#![register_tool(rr)]\n";

function rustFile(n: number, next: number, lines: number): string {
  const parts = [
    `use crate::m${next}::Node${next};

#[rr::refined_by("x" : "Z")]
pub struct Node${n}<T> {
    #[rr::field("x")]
    value: T,
    next: Option<Node${next}<T>>,
}

impl<T> Node${n}<T> {
    #[rr::params("x")]
    #[rr::args("x")]
    #[rr::returns("x")]
    pub fn verified(&self) -> usize {
        0
    }
`,
  ];
  for (let total = 18, f = 0; total < lines; total += 13, f++) parts.push(plainMethod(f));
  return `${parts.join("")}}\n`;
}

const plainMethod = (n: number): string => `
    /// The sum of ${n} and what is between the two: it doesn't "overflow".
    pub fn plain${n}(&self, a: usize, b: usize) -> usize {
        let mut sum = a;
        for i in 0..b {
            sum = sum.wrapping_add(i * ${n});
            if sum > 100 {
                sum -= 100; // as before
            }
        }
        let text = "a string { with a brace";
        sum + text.len()
    }
`;

const proof = (name: string, crate: string): string => `From caesium Require Import lang notation.
From refinedrust Require Import typing shims.
From refinedrust.examples.${crate}.generated Require Import generated_code_${crate} generated_specs_${crate}.
From refinedrust.examples.${crate}.generated Require Import generated_template_${name}.

Set Default Proof Using "Type".

Section proof.
Context \`{RRGS : !refinedrustGS Σ}.

Lemma ${name}_proof (π : thread_id) :
  ${name}_lemma π.
Proof.
  ${name}_prelude.

  rep <-! liRStep; liShow.

  all: print_remaining_goal.
  Unshelve. all: sidecond_solver.
  Unshelve. all: sidecond_hammer.
  Unshelve. all: print_remaining_sidecond.
Qed.
End proof.
`;
