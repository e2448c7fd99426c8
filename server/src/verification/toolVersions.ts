/** What programs say of their versions, as data. */

/** What `cargo refinedrust -V` prints (print_version in cargo-refinedrust.rs). */
export interface TranslatorVersion {
  readonly version: string;
  /** The nightly that it was built with, and that it runs. */
  readonly toolchain: string;
  /** The short hash of its commit; null when it does not say. */
  readonly commit: string | null;
  /** Lines below `RefinedRust library paths:`. */
  readonly libraries: readonly string[];
  /** As the translator found them: `9.2.0 (/usr/bin/rocq)`; null for `not found` and for what it does not name. */
  readonly programs: Readonly<Record<"rustc" | "cargo" | "dune" | "rocq", string | null>>;
}

/** Null for a text of another form. */
export function readTranslatorVersion(text: string): TranslatorVersion | null {
  const lines = text.split(/\r?\n/);
  const at = lines.findIndex((line) => FIRST.test(line));
  const [, version, toolchain, commit] = FIRST.exec(lines[at] ?? "") ?? [];
  if (version === undefined || toolchain === undefined) return null;
  const below = (title: string): string[] => {
    const start = lines.findIndex((line) => line.trim() === title);
    if (start < 0) return [];
    const rest = lines.slice(start + 1);
    const end = rest.findIndex((line) => !/^\s*- /.test(line));
    return rest.slice(0, end < 0 ? rest.length : end).map((line) => line.replace(/^\s*- /, "").trim());
  };
  const named = [...below("Rust toolchain:"), ...below("Rocq toolchain:")];
  const program = (name: string): string | null => {
    const line = named.find((each) => each.startsWith(`${name} `))?.slice(name.length + 1);
    return line === undefined || line === "not found" ? null : line;
  };
  return {
    version,
    toolchain,
    commit: commit ?? null,
    libraries: below("RefinedRust library paths:"),
    programs: {
      rustc: program("rustc"),
      cargo: program("cargo"),
      dune: program("dune"),
      rocq: program("rocq"),
    },
  };
}

const FIRST = /^RefinedRust (\S+) for (\S+?)(?: \(([0-9a-f]{4,40})\))?\s*$/;

/** The first number with dots of a text: `9.2.0` of `The Rocq Prover, version 9.2.0`. */
export const versionIn = (text: string): string | null => /\d+(?:\.\d+)+/.exec(text)?.[0] ?? null;

/** Compares number by number: `3.9` is before `3.21`. What follows the numbers does not count. */
export function isBefore(version: string, other: string): boolean {
  const [left, right] = [version, other].map((each) =>
    each.split(".").map((part) => Number.parseInt(part, 10)),
  );
  for (let n = 0; n < Math.max(left?.length ?? 0, right?.length ?? 0); n++) {
    const difference = (left?.[n] ?? 0) - (right?.[n] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}

/** What a dune-project asks for: `(lang dune 3.21)` and `(using rocq 0.11)`. */
export interface DuneNeeds {
  readonly language: string | null;
  /** The extension of Rocq theories: `rocq` calls the program `rocq`, `coq` the older `coqc`. */
  readonly extension: "rocq" | "coq" | null;
}

export function readDuneProject(text: string): DuneNeeds {
  const code = text.replace(/;[^\n]*/g, "");
  const extension = /\(\s*using\s+(rocq|coq)\s/.exec(code)?.[1];
  return {
    language: /\(\s*lang\s+dune\s+([\d.]+)\s*\)/.exec(code)?.[1] ?? null,
    extension: extension === "rocq" || extension === "coq" ? extension : null,
  };
}
