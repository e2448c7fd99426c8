/** What a specification says of mutable references: ghost names, observations, and clauses that say nothing. */
import type { AnnotatedItem, Annotation, Fix, Problem, Text } from "../model.ts";
import { nearest } from "../nearest.ts";
import { REAL_CLAUSES } from "../reading.ts";
import type { RocqToken } from "../rocqText.ts";
import { tokensOf } from "../textTokens.ts";
import { valuesOf } from "../values.ts";
import { type Check, nameRange, problem, suspicious } from "./context.ts";
import { isMutable } from "./explicitArguments.ts";

/** `#linktime` and `#trait` become `True` in a postcondition (From<MetaIProp> for IProp). */
export const clauseWithoutEffect: Check = (item) =>
  item.annotations.flatMap((annotation): Problem[] => {
    const { name, read, arguments: given, flags } = annotation;
    if (name !== "ensures" || !read || given?.kind !== "proposition") return [];
    const { kind } = given.proposition;
    if (kind !== "linktime" && kind !== "trait") return [];
    const afterOk = item.annotations.some(
      (other) => other.name === "ok" && other.attribute.range.start < annotation.attribute.range.start,
    );
    if (afterOk) return [];
    const message = `\`#${kind}\` is a premise: in \`rr::ensures\` RefinedRust silently turns the clause into \`True\`.${item.position === "closure" ? "" : " Write it as `rr::requires`."}`;
    const fix: Fix = {
      title: "Change to `rr::requires`",
      edits: [{ range: nameRange(annotation), newText: "requires" }],
      safe: false,
    };
    const fixes = item.position === "closure" ? [] : [fix];
    return [suspicious("clause-without-effect", flags[0]?.range ?? nameRange(annotation), message, fixes)];
  });

/** Ghost names are copied to Rocq, where only parameters, existentials and the implicit names are bound. */
export const unknownGhostName: Check = (item, { file, byIndex }) => {
  if (!item.parsed || !item.item.signature || item.position === "loop") return [];
  const bound = new Set(valuesOf(item, file, byIndex).map(({ text }) => text));
  return item.annotations.flatMap((annotation): Problem[] => {
    const ghost = annotation.read ? ghostOf(annotation) : null;
    const [first] = ghost ? tokensOf(ghost).filter(({ kind }) => kind === "identifier") : [];
    if (!ghost || !first || bound.has(first.text)) return [];
    const meant = ghostMeant(first, ghost, item, bound);
    const message = `\`${first.text}\` is not bound in this specification: RefinedRust copies the ghost name, and Rocq does not find it.${meant ? ` Did you mean \`${meant}\`?` : ""}`;
    const fixes: Fix[] = meant
      ? [{ title: `Change to \`${meant}\``, edits: [{ range: ghost.range, newText: meant }], safe: false }]
      : [];
    return [problem("warning", "rocq", "unknown-ghost-name", first.range, message, fixes)];
  });
};

const ghostOf = ({ arguments: given }: Annotation): Text | null => {
  if (given?.kind === "observe") return given.ghost;
  return given?.kind === "proposition" && given.proposition.kind === "observe"
    ? given.proposition.ghost
    : null;
};

/** The ghost name of a `&mut` parameter with a similar name, or of the only one; else a similar name that is bound. */
function ghostMeant(
  written: RocqToken,
  ghost: Text,
  item: AnnotatedItem,
  bound: ReadonlySet<string>,
): string | null {
  const mutable = (item.item.signature?.arguments ?? [])
    .filter(isMutable)
    .flatMap(({ name }) => (name && bound.has(name.text) ? name.text : []));
  const similar = written.text.length > 1 ? nearest(written.text, bound) : null;
  const owner =
    similar && mutable.includes(similar) ? similar : mutable.length === 1 ? mutable[0] : undefined;
  if (owner !== undefined && (owner === similar || similar === null)) return `${owner}.ghost`;
  return similar && ghost.value.replace(written.text, similar);
}

/** Legal, and now and then meant: the final value is then unknown to callers. */
export const missingObserve: Check = (item) => {
  if (!item.parsed || !item.item.signature || item.position === "closure") return [];
  if (item.annotations.some(({ name }) => name === "args")) return [];
  const clauses = item.annotations.filter(({ name }) => REAL_CLAUSES.some((clause) => clause === name));
  const [first] = clauses;
  if (!first) return [];
  return item.item.signature.arguments.flatMap((argument): Problem[] => {
    if (!argument.name || !isMutable(argument)) return [];
    const name = argument.name.text;
    if (clauses.some(({ texts }) => texts.some((text) => mentionsGhost(text, name)))) return [];
    const message = `No clause says what is behind \`${name}\` after the call, so callers know nothing of it. \`rr::observe("${name}.ghost": "..")\` tells them.`;
    const at = item.annotations.at(-1)?.attribute.range.end ?? item.item.range.start;
    const hotword = first.attribute.path[0]?.text ?? "rr";
    const fix: Fix = {
      title: "Add `rr::observe`",
      edits: [
        { range: { start: at, end: at }, newText: ` #[${hotword}::observe("${name}.ghost": "${name}.cur")]` },
      ],
      safe: false,
    };
    return [problem("hint", "lint", "missing-observe", argument.name.range, message, [fix])];
  });
};

/** `x.ghost`, `x.2`, or the pair as a whole (`x` without a projection). */
function mentionsGhost(text: Text, name: string): boolean {
  if (!text.value.includes(name)) return false;
  const tokens = tokensOf(text);
  return tokens.some((token, index) => {
    if (token.kind !== "identifier" || token.text !== name || tokens[index - 1]?.text === ".") return false;
    const projection = tokens[index + 1]?.text === "." ? tokens[index + 2]?.text : undefined;
    return projection !== "cur" && projection !== "1";
  });
}
