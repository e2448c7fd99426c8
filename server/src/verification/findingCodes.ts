/** What went wrong, in one word each, by what the tools print. Text is compared with single spaces, since printers break lines. */

export type FindingCode =
  // Of a proof or of generated Rocq.
  | "proof-stuck"
  | "condition-unproved"
  | "proof-incomplete"
  | "name-not-found"
  | "type-mismatch"
  | "rocq-syntax"
  | "rocq-timeout"
  | "tactic-failed"
  | "rocq-error"
  | "rocq-warning"
  | "goal-printed"
  | "lifetime-unconstrained"
  // Of the Rust code and its translation.
  | "rust-error"
  | "rust-warning"
  | "refused"
  | "not-translated"
  | "translation-aborted"
  | "translation-failed"
  | "frontend-panic"
  | "frontend-warning"
  | "proof-file-unused"
  // Of the build and the machine.
  | "library-not-found"
  | "module-missing"
  | "target-unknown"
  | "name-not-ascii"
  | "lock-held"
  | "tool-not-found"
  | "no-permission"
  | "folder-gone"
  | "disk-full"
  | "out-of-memory"
  | "killed"
  | "time-limit"
  | "unreachable"
  | "build-error"
  | "build-warning"
  // Of the run.
  | "cancelled"
  | "unexplained";

type Row = readonly [FindingCode, RegExp];

/** Of errors that Rocq prints below a position; wordings of 8.16 to 9.2. */
const ROCQ: readonly Row[] = [
  ["proof-incomplete", /Attempt to save (?:an incomplete proof|a proof with given up goals)/],
  ["library-not-found", /^(?:Cannot find a physical path bound to logical path|Unable to locate library)\b/],
  ["library-not-found", /^Cannot load \S+: no physical path bound to|^Required library \S+ is not found/],
  ["name-not-found", /^The (?:variable|reference) \S+ was not found in the current environment/],
  ["type-mismatch", /The term .* has type .* while it is expected to have type/],
  ["rocq-syntax", /^Syntax [Ee]rror:|^Illegal tactic application:/],
  ["rocq-timeout", /^Timeout!/],
  ["out-of-memory", /^(?:Out of memory|Stack overflow)/],
  [
    "tactic-failed",
    /^(?:Tactic failure:|No applicable tactic|No such goal|Ltac call to )|\bIn nested Ltac calls? to /,
  ],
];

/** Of dune's own messages, of tools in between and of the system. */
const MACHINE: readonly Row[] = [
  [
    "lock-held",
    /Another Dune instance is currently running|\brunning dune\b.*\b(?:has locked|has the lock)\b/i,
  ],
  ["lock-held", /build request is being forwarded to a running Dune instance/],
  ["disk-full", /\bNo space left on device\b|\bENOSPC\b|\bDisk quota exceeded\b/],
  [
    "out-of-memory",
    /\bOut[ _]of[ _]memory\b|\boom[-_ ]?kill|\bCannot allocate memory\b|\bmemory allocation of \d+ bytes failed/i,
  ],
  ["time-limit", /\bDUE TO TIME LIMIT\b/],
  [
    "killed",
    /\bgot signal [A-Z]+|\(signal: \d+, SIG[A-Z]+|\bterminated with signal \d+|^(?:Killed|Terminated)\b|: (?:Killed|Terminated)$/m,
  ],
  ["tool-not-found", /^error: linker `[^`]*` not found/],
  ["tool-not-found", /\bProgram \S+ not found in the tree or in PATH/],
  ["tool-not-found", /^error: no such (?:sub)?command: /m],
  ["tool-not-found", /^no such (?:sub)?command: /],
  [
    "tool-not-found",
    /^(?:\S*sh|env|\S*make(?:\[\d+\])?): .*\bnot found\b|executable file not found in \$?PATH/m,
  ],
  ["tool-not-found", /error while loading shared libraries: |\btoolchain '[^']*' is not installed/],
  [
    "tool-not-found",
    /^(?:\S*make(?:\[\d+\])?|env|\S*sh): (?:\S+: )*[‘']?[\w.-]+['’]?: No such file or directory/m,
  ],
  ["no-permission", /\bPermission denied\b|\bEACCES\b/],
  [
    "unreachable",
    /^ssh: |\bConnection (?:refused|closed|reset|timed out)\b|\bHost key verification failed\b/m,
  ],
  ["unreachable", /^(?:srun|slurmstepd): error: |Cannot connect to the Docker daemon|No such container/m],
  ["library-not-found", /^Theory "?\S+"? (?:has not been|not) found/],
  ["library-not-found", /^Library "\S+" not found/],
  ["module-missing", /^No rule found for \S+\.v\b/],
  ["target-unknown", /^Don't know how to build |^No rule found for |\bNo rule to make target /],
  ["name-not-ascii", /contains non-ASCII character/],
  ["folder-gone", /\bcd: (?:can't cd to |.*: No such file or directory)|\bchdir to cwd\b.*\bno such file/i],
  ["folder-gone", /\bcould not find `Cargo\.toml`|\bmanifest path .* does not exist|\bgetcwd\b|^chdir: /],
];

const match = (rows: readonly Row[], text: string): FindingCode | null =>
  rows.find(([, pattern]) => pattern.test(text))?.[0] ?? null;

const flat = (text: string): string => text.replace(/\s+/g, " ").trim();

/** Of an error below a position in a `.v` file. */
export const codeOfRocq = (text: string): FindingCode => match(ROCQ, bare(text)) ?? "rocq-error";

/** A cause outside of the proofs; null for a text that names none that is known. */
export const causeOf = (text: string): FindingCode | null =>
  match(MACHINE, text) ?? match(MACHINE, flat(text));

const IN_PROOF = /^\(in proof ([^\s):]+)\): /;

/** The lemma that an error of Rocq is about: `F_proof`, `I_spec_subsumption_correct`. */
export const lemmaIn = (text: string): string | null => IN_PROOF.exec(flat(text))?.[1] ?? null;

/** One paragraph: without the proof's name, the environment of a term and the categories of a warning. */
export function bare(text: string): string {
  const lines = text.split("\n");
  const from =
    lines[0]?.trim() === "In environment" ? lines.findIndex((line, n) => n > 0 && !ENTRY.test(line)) : 0;
  const said = flat(lines.slice(Math.max(0, from)).join("\n")).replace(IN_PROOF, "");
  return said.replace(/(?<=\S)\s+\[[\w.-]+(?:,[\w.-]+)*\]$/, "");
}

/** `x : T`, or the continuation of one. */
const ENTRY = /^(?:\s|[^\s:]+(?:, [^\s:]+)* :(?:\s|=|$))/u;

/** Something in it reads as if it had gone wrong. */
export const soundsBad = (text: string): boolean =>
  /\b(?:error|errors|failed|failure|fatal|panicked|cannot|exception|aborted|denied|anomaly)\b/i.test(text);
