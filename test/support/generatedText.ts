/** The documents and snippets that are written out of the attribute table and the code table. */
import type { Code } from "../../server/src/annotations/code.ts";
import type { Position } from "../../server/src/annotations/model.ts";
import type { Row, Use } from "../../server/src/annotations/row.ts";
import { SPECIFIED } from "../../server/src/annotations/schema/positions.ts";

/** `docs/codes.md`: every problem code with its explanation and examples. */
export function codesPage(codes: readonly Code[]): string {
  const overview = codes.map(
    ({ code, rule, severity, origins, title }) =>
      `| [${code}](#${code}) | ${rule ?? ""} | ${severity} | ${origins.join(", ")} | ${title} |`,
  );
  const entry = ({ code, title, rule, severity, origins, explanation, bad, good }: Code) => `## ${code}

**${title}.** ${rule ? `Rule ${rule}, ` : ""}${severity} by default, origin ${origins.join(" or ")}.

${explanation}

Reported:

\`\`\`rust
${bad}\`\`\`

Not reported:

\`\`\`rust
${good}\`\`\`

To accept one place, write \`// rr-allow: ${code}\` on the line above it; to change it everywhere, set
\`"refinedrust.lint": { "${code}": "off" }\`, or a severity instead of \`off\`.
`;
  return `${GENERATED}
# Problem codes

Every problem has a code, a severity and an origin. The origin says who objects:

- **frontend**: RefinedRust itself refuses the annotation.
- **rustc**: the Rust compiler refuses it.
- **rocq**: RefinedRust accepts it, and the Rocq files it generates will not compile.
- **lint**: everyone accepts it, and it is surely or probably not what was meant.

Severities are defaults: a check chooses another one where RefinedRust's reaction depends on the item. Several codes may be
named in one comment, \`// rr-allow: first, second\`.

| Code | Rule | Severity | Origin | What is wrong |
|---|---|---|---|---|
${overview.join("\n")}

${codes.map(entry).join("\n")}`;
}

/** The table between the `attributes` markers of the README, one line per meaning of a name. */
export function attributeTable(rows: readonly Row[]): string {
  const line = (row: Row, use: Use) =>
    `| \`${row.name}\` | ${places(use.on)} | ${code(use.example)} | ${firstSentence(use.meaning)} |`;
  const lines = rows.flatMap((row) => row.uses.map((use) => line(row, use)));
  return `| Attribute | On | Example | Meaning |\n|---|---|---|---|\n${lines.join("\n")}`;
}

interface Snippet {
  readonly prefix: string;
  readonly body: readonly string[];
  readonly description: string;
}

/** `snippets/refinedrust.json`: the skeletons of a specification and one snippet per meaning of a name. */
export function snippets(rows: readonly Row[]): Record<string, Snippet> {
  const single = rows.flatMap((row) =>
    row.uses.map((use): [string, Snippet] => [
      row.uses.length === 1 ? `rr::${row.name}` : `rr::${row.name} on ${POSITIONS[use.on[0] ?? "other"]}`,
      {
        prefix: `rr-${row.name}`,
        body: [`${use.example.startsWith("#!") ? "#!" : "#"}[rr::${use.snippet}]`],
        description: plain(firstSentence(use.meaning)),
      },
    ]),
  );
  return { ...SKELETONS, ...Object.fromEntries(single) };
}

const GENERATED = "<!-- Generated from server/src/annotations/codes.ts by `UPDATE=1 npm run test:unit`. -->";

const POSITIONS: Record<Position, string> = {
  crate: "crate",
  module: "module",
  function: "function",
  method: "method",
  traitFunction: "trait function",
  traitImplFunction: "trait-impl method",
  closure: "closure",
  loop: "loop",
  struct: "struct",
  field: "field",
  enum: "enum",
  variant: "variant",
  trait: "trait",
  traitImpl: "trait impl",
  impl: "inherent impl",
  static: "static",
  other: "elsewhere",
};

/** The positions in words; the five places of a specification are too many for a table cell. */
function places(on: readonly Position[]): string {
  const anySpecification = SPECIFIED.every((position) => on.includes(position));
  const rest = anySpecification
    ? on.filter((position) => !SPECIFIED.some((known) => known === position))
    : on;
  return [
    ...(anySpecification ? ["any function or closure"] : []),
    ...rest.map((position) => POSITIONS[position]),
  ].join(", ");
}

/** Up to the first full stop that a space follows and that does not stand in code. */
function firstSentence(markdown: string): string {
  for (const stop of markdown.matchAll(/[.;](?= )/g)) {
    const before = markdown.slice(0, stop.index);
    if ((before.match(/`/g)?.length ?? 0) % 2 === 0) return `${before}.`;
  }
  return markdown;
}

const plain = (markdown: string): string => markdown.replaceAll("`", "");

/** Inline code in a table cell; two backticks where the text holds one. */
function code(text: string): string {
  const cell = text.replaceAll("|", "\\|");
  return cell.includes("`") ? `\`\` ${cell} \`\`` : `\`${cell}\``;
}

const SKELETONS: Record<string, Snippet> = {
  "Specification of a function": {
    prefix: "rr-spec",
    body: ['#[rr::requires("$1")]', '#[rr::ensures("$2")]'],
    description: "Precondition and postcondition of a function",
  },
  "Specification by the result": {
    prefix: "rr-result",
    body: ['#[rr::requires("$1")]', '#[rr::returns("$2")]'],
    description: "Precondition and result of a function",
  },
  "Specification of an Option or Result": {
    prefix: "rr-ok-spec",
    body: ["#[rr::ok]", '#[rr::requires("$1")]', '#[rr::ensures("$2")]'],
    description: "When a function that returns Option or Result succeeds, and what then holds",
  },
  "Specification of an update": {
    prefix: "rr-update",
    body: ['#[rr::requires("$1")]', '#[rr::observe("${2:self}.ghost": "$3")]'],
    description: "Precondition and final value of a mutable reference",
  },
  "Loop invariant": {
    prefix: "rr-loop",
    body: [
      'let _ = #[rr::inv_vars("$1")]',
      '#[rr::inv("$2")]',
      "#[rr::ignore]",
      "#[allow(unused)]",
      "|| {};",
    ],
    description: "The invariant of the surrounding loop",
  },
  "Struct with invariant": {
    prefix: "rr-struct",
    body: [
      '#[rr::refined_by("${1:x}" : "${2:Z}")]',
      '#[rr::invariant("$3")]',
      "struct ${4:Name} {",
      '    #[rr::field("${1:x}")]',
      "    ${5:field}: ${6:usize},",
      "}",
    ],
    description: "A struct with its model, invariant and field refinements",
  },
  "Enum with patterns": {
    prefix: "rr-enum",
    body: [
      '#[rr::refined_by("${1:option Z}")]',
      "enum ${2:Name} {",
      '    #[rr::pattern("${3:None}")]',
      "    ${4:Empty},",
      '    #[rr::pattern("${5:Some}" \\$ "x")]',
      '    #[rr::refinement("*[x]")]',
      "    ${6:Full}(${7:i32}),",
      "}",
    ],
    description: "An enum over an existing Rocq type",
  },
  "Trait attribute": {
    prefix: "rr-trait",
    body: ['#[rr::exists("${1:Attr}" : "{xt_of Self\\} → ${2:Prop}")]'],
    description: "Declares a specification attribute of a trait",
  },
  "Trait implementation": {
    prefix: "rr-impl",
    body: [
      '#[rr::instantiate("${1:Attr}" := "$2")]',
      '#[rr::instantiate("${3:Law}" := #proof "${4:intros; solve_goal}")]',
    ],
    description: "Values of a trait's specification attributes",
  },
  "Crate header": {
    prefix: "rr-crate",
    body: [
      "#![feature(register_tool, custom_inner_attributes, stmt_expr_attributes)]",
      "#![register_tool(rr)]",
      '#![rr::coq_prefix("$1")]',
      '#![rr::include("${2:stdlib}")]',
    ],
    description: "What a crate root needs for RefinedRust",
  },
};
