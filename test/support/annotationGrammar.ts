/** The TextMate grammar that colours `rr::` attributes inside Rust, with the attribute names and flags of the table. */

import type { Form, Row } from "../../server/src/annotations/row.ts";
import { flagsOf } from "../../server/src/annotations/schema/flags.ts";

/** The whole of `syntaxes/refinedrust-annotations.tmLanguage.json` as data. */
export function annotationGrammar(rows: readonly Row[]): object {
  const current = rows.filter((row) => row.uses.length > 0);
  const ofForm = (forms: readonly Form[]) =>
    current.filter((row) => row.uses.every((use) => forms.includes(use.form))).map((row) => row.name);
  const names = [...ofForm(NAME_FORMS), ...NAMES_BY_CONTENT].sort();
  const binders = ofForm(BINDER_FORMS).sort();
  const terms = current
    .map((row) => row.name)
    .filter((name) => !names.includes(name) && !binders.includes(name));
  const forms = new Set(current.flatMap((row) => row.uses.map((use) => use.form)));
  const flags = [...new Set([...forms].flatMap((form) => flagsOf(form).map((flag) => flag.name)))].sort();

  return {
    name: "RefinedRust annotations",
    scopeName: "refinedrust.annotations",
    injectionSelector: "L:source.rust -comment -string -meta.annotation.refinedrust",
    patterns: [include("names-attribute"), include("binders-attribute"), include("terms-attribute")],
    repository: {
      "names-attribute": attribute("names", alternatives(names)),
      "binders-attribute": attribute("binders", alternatives(binders)),
      // A name that no row has still opens an annotation, so that its text reads as Rocq, but gets no keyword's colour.
      "terms-attribute": attribute("terms", `(?:${alternatives(terms.sort())}|${NAME})`),
      "names-group": group([
        "names-group",
        "comments",
        "raw-string",
        "name-string",
        "separators",
        "identifiers",
      ]),
      "binders-group": group([
        ...["binders-group", "comments", "type-of-binder", "raw-string", "binder", "rocq-string"],
        ...["separators", "identifiers"],
      ]),
      "terms-group": group([
        ...["terms-group", "comments", "flags", "raw-string", "name-of-clause", "rocq-string"],
        ...["separators", "identifiers"],
      ]),
      comments: {
        patterns: [{ include: "source.rust#block-comments" }, { include: "source.rust#comments" }],
      },
      flags: { name: "keyword.control.flag.refinedrust", match: `#\\s*(?:${flags.join("|")})\\b` },
      "type-of-binder": {
        begin: ":(?!:)",
        beginCaptures: { 0: { name: "punctuation.separator.type.rust" } },
        end: `(?=[,)\\]};])|${NEXT_STATEMENT}`,
        patterns: ["comments", "raw-string", "rocq-string", "separators"].map(include),
      },
      binder: quoted("variable.parameter.rocq", ""),
      "name-of-clause": quoted("entity.name.label.rocq", "(?=\\s*:(?!:))"),
      "name-string": {
        name: "string.quoted.double.rust",
        ...string(""),
        patterns: [{ name: "constant.character.escape.rust", match: "\\\\." }],
      },
      "rocq-string": {
        ...string("string.quoted.double.rust "),
        contentName: "meta.embedded.inline.rocq",
        patterns: [
          include("rust-escapes"),
          include("annotation-escapes"),
          { include: "source.rocq#expression" },
        ],
      },
      ...FIXED_RULES,
    },
  };
}

const NAME_FORMS: readonly Form[] = ["IMPORT", "STR1", "STR3", "OPTIONAL_STR"];
const BINDER_FORMS: readonly Form[] = [
  "BINDERS",
  "BINDERS_NAMED",
  "BINDER",
  "TRAIT_EXISTS",
  "INVVARS",
  "INVVAR",
];
/** Forms say nothing of these: their strings are names of libraries, theories and attributes, not Rocq terms. */
const NAMES_BY_CONTENT = ["include", "export_include", "coq_prefix", "package", "name", "external_attrs"];

const NAME = "[\\p{L}_][\\p{L}\\p{N}_]*";
/** A line that starts like this begins the next item or statement: an attribute that is still open was never closed. */
const NEXT_STATEMENT =
  "(?=^\\s*(?:#\\s*!?\\s*\\[|(?:pub|fn|unsafe|async|const|static|struct|enum|union|trait|impl|mod|use|type|extern|let|loop|while|for|if|match|return)\\b))";
/** The same inside a string, where Rocq text may use some of these words. */
const NEXT_ITEM =
  "(?=^\\s*(?:#!?\\[|(?:pub(?:\\([^)]*\\))?\\s+|unsafe\\s+|async\\s+|const\\s+)*(?:fn\\s+\\w+\\s*[(<]|(?:struct|enum|union|trait)\\s+[A-Z]|impl\\b|mod\\s+\\w+\\s*[{;]|static\\s+\\w+\\s*:)))";

const include = (rule: string) => ({ include: `#${rule}` });

const alternatives = (names: readonly string[]): string => `(${names.join("|")})\\b(?!\\s*::)`;

/** From `#[rr::name` to `]`; the sixth group of the opening is the name when it is known. */
const attribute = (kind: string, name: string) => ({
  name: "meta.attribute.rust meta.annotation.refinedrust",
  begin: `(#)\\s*(!)?\\s*(\\[)\\s*(rr)\\s*(::)\\s*${name}`,
  beginCaptures: {
    1: { name: "punctuation.definition.attribute.rust" },
    2: { name: "punctuation.definition.attribute.rust" },
    3: { name: "punctuation.brackets.attribute.rust" },
    4: { name: "entity.name.namespace.refinedrust" },
    5: { name: "keyword.operator.namespace.rust" },
    6: { name: "keyword.other.annotation.refinedrust" },
  },
  // Between the arguments and `]` only comments may stand: anything else means that the `]` is missing.
  end: "(\\])|(?=^\\s*[^\\s(\\[{\\]=/])|(?<=[)}])(?=\\s*[^\\s\\]/])",
  endCaptures: { 1: { name: "punctuation.brackets.attribute.rust" } },
  patterns: [`${kind}-group`, "comments", kind === "names" ? "name-string" : "rocq-string", "separators"].map(
    include,
  ),
});

const group = (rules: readonly string[]) => ({
  begin: "[(\\[{]",
  beginCaptures: { 0: { name: "punctuation.brackets.round.rust" } },
  end: `([)\\]}])|(?=;)|${NEXT_STATEMENT}`,
  endCaptures: { 1: { name: "punctuation.brackets.round.rust" } },
  patterns: rules.map(include),
});

const string = (scope: string) => ({
  begin: '"',
  beginCaptures: { 0: { name: `${scope}punctuation.definition.string.begin.rust` } },
  end: `(")|${NEXT_ITEM}`,
  endCaptures: { 1: { name: `${scope}punctuation.definition.string.end.rust` } },
});

/** A string that is nothing but an identifier. */
const quoted = (scope: string, followedBy: string) => ({
  match: `(")([\\p{L}_][\\p{L}\\p{N}_']*)(")${followedBy}`,
  captures: {
    1: { name: "string.quoted.double.rust punctuation.definition.string.begin.rust" },
    2: { name: scope },
    3: { name: "string.quoted.double.rust punctuation.definition.string.end.rust" },
  },
});

/** `{ .. }` inside a string; `content` may hold groups, whose scopes follow. */
const braces = (content: string, ...scopes: readonly string[]) => {
  const inner = scopes.map((name, index) => [index + 2, { name }] as const);
  return {
    name: "meta.template.expression.refinedrust",
    match: `(\\{)\\s*${content}\\s*(\\})`,
    captures: {
      1: { name: "punctuation.section.embedded.begin.refinedrust" },
      ...Object.fromEntries(inner),
      [scopes.length + 2]: { name: "punctuation.section.embedded.end.refinedrust" },
    },
  };
};

const WORD = "[A-Za-z_][A-Za-z0-9_]*";

/** Rules without any name of the table. */
const FIXED_RULES = {
  separators: {
    patterns: [
      { name: "keyword.operator.assignment.refinedrust", match: ":\\s*=|=" },
      { name: "keyword.operator.namespace.rust", match: "::" },
      { name: "keyword.operator.refinement.refinedrust", match: "[@$]" },
      { name: "punctuation.separator.type.rust", match: ":" },
      { name: "punctuation.comma.rust", match: "," },
    ],
  },
  identifiers: {
    patterns: [
      { name: "entity.name.namespace.rust", match: `${NAME}(?=\\s*::)` },
      { name: "variable.parameter.rocq", match: NAME },
    ],
  },
  // RefinedRust refuses these; they keep the look of Rust strings.
  "raw-string": {
    name: "string.quoted.double.rust",
    match: '(?<![\\p{L}\\p{N}_])(?:[bc]?r(#*)".*?"\\1|[bc]".*?")',
  },
  "rust-escapes": {
    patterns: [
      {
        match: '(\\\\")([^"\\\\]*)(\\\\")',
        captures: {
          1: { name: "constant.character.escape.rust" },
          2: { name: "string.quoted.double.rocq" },
          3: { name: "constant.character.escape.rust" },
        },
      },
      { name: "constant.character.escape.rust", match: '\\\\"' },
      { name: "invalid.illegal.escape.refinedrust", match: '\\\\(?:u\\{[^}"]*\\}|.)' },
    ],
  },
  "annotation-escapes": {
    patterns: [
      { name: "constant.character.escape.brace.refinedrust", match: "\\{\\{|\\}\\}" },
      braces(
        `(rt_of|xt_of|st_of|ly_of|ty_of)\\s+((?:${WORD}::)*${WORD})`,
        "keyword.operator.escape.refinedrust",
        "entity.name.type.refinedrust",
      ),
      braces(`('${WORD})`, "entity.name.type.lifetime.rust"),
      braces("(Iter|Hist|IterAttrs|IterNext|IterInv)", "variable.language.refinedrust"),
      braces(`((?:${WORD}::)+${WORD}|[A-Z][A-Za-z0-9_]*)`, "entity.name.type.refinedrust"),
      braces("([0-9_A-Za-z.*()]+)", "variable.other.captured.refinedrust"),
    ],
  },
};
