/** How RefinedRust's printers lay text out: applications, binders, and the indentation of continuation lines. */

/**
 * Marks of a draft (see draft.ts) are private-use characters: they take no part in what counts as an empty line.
 */
const LINE_START = /\n(?=[\uE000-\uF8FF]*[^\n\uE000-\uF8FF])/g;

/** An application `(head (a) (b))`, or the head alone (App in radium/src/coq/term.rs). */
export const app = (head: string, args: readonly string[]): string =>
  args.length === 0 ? head : `(${head} ${args.map((arg) => `(${arg})`).join(" ")})`;

/** A literal term: two spaces before every later line that is not empty (RocqTerm::Literal in radium/src/coq/term.rs). */
export const hanging = (text: string): string => text.replace(LINE_START, "\n  ");

/** Two spaces before every line that is not empty (Indentable of the crate indent_write). */
export const indented = (text: string): string => (text === "" ? "" : hanging(`\n${text}`).slice(1));

/** An explicit binder `(x: T)`. */
export const binder = (name: string, type: string): string => `(${name}: ${type})`;

/** An implicit generalizing binder: `` `{x : !T} ``, or `` `{!T} `` without a name (Generalizing in radium/src/coq/binder.rs). */
export const generalized = (name: string | null, type: string): string =>
  name === null ? `\`{!${type}}` : `\`{${name} : !${type}}`;

/** Any binder as a generalizing one that is not implicit: `` `(x : !T) `` (make_implicit with Kind::Explicit in radium/src/coq/binder.rs). */
export const generalizedExplicitly = (shown: string): string =>
  shown
    .replace(/^([\uE000-\uF8FF]?)`\{([\s\S]*)\}([\uE000-\uF8FF]?)$/, "$1`($2)$3")
    .replace(/^\((.*?): ([\s\S]*)\)$/, "`($1 : !$2)");

export const RRGS = generalized("RRGS", "(refinedrustGS Σ)");

/** A definition with a term as its body; there are two spaces before `:=` or `:` when there are no binders (Definition in radium/src/coq/command.rs). */
export const definition = (
  name: string,
  binders: readonly string[],
  type: string | null,
  body: string,
): string =>
  `Definition ${name} ${binders.join(" ")}${type === null ? "" : ` : ${type}`} :=\n${indented(body)}.`;

/** One binder of a pattern `(a, b) : ((A * B))` (BinderList::uncurry in radium/src/coq/binder.rs). */
export interface TypedName {
  readonly name: string;
  /** As a Rocq type is shown: a literal type already has its parentheses. */
  readonly type: string;
}

export const uncurried = (binders: readonly TypedName[]): { pattern: string; type: string } =>
  binders.length === 0
    ? { pattern: "_", type: "unit" }
    : {
        pattern: `(${binders.map((b) => b.name).join(", ")})`,
        type: `((${binders.map((b) => b.type).join(" * ")}))`,
      };

/** A separating conjunction, one conjunct a line (fmt_with_op in radium/src/coq/iris.rs). */
export const separated = (conjuncts: readonly string[]): string =>
  conjuncts.length === 0 ? "True" : conjuncts.map((c) => `(${c})`).join("\n∗ ");

export const infix = (operator: string, terms: readonly string[]): string =>
  terms.length === 0 ? "True" : terms.map((t) => `(${t})`).join(` ${operator} `);

/** A pure proposition in Iris. */
export const pure = (term: string): string => `⌜(${term})%Z⌝`;
