/** Escapes that RefinedRust turns into `ERR`, misses, or copies as they are. */

import { contains } from "../../text.ts";
import { type Escape, type Expansion, expand, isExpanded, type MissedEscape } from "../escapes.ts";
import type { AnnotatedItem, Annotation, Fix, Problem, Text } from "../model.ts";
import { nearest } from "../nearest.ts";
import { parsePlace } from "../places.ts";
import { scopeOf } from "../scope.ts";
import { type Check, type CheckContext, problem, suspicious } from "./context.ts";
import { candidates, nameOf, outOfPlace, type Site, whyUnresolved } from "./escapeReasons.ts";

export const escapes: Check = (item, context) =>
  item.annotations
    .filter(({ read }) => read)
    .flatMap((annotation) => annotationProblems(annotation, item, context));

function annotationProblems(annotation: Annotation, item: AnnotatedItem, context: CheckContext): Problem[] {
  const texts = annotation.texts.filter((text) => isExpanded(text) && text.value.includes("{"));
  if (texts.length === 0) return [];
  const scope = scopeOf(item, annotation, context);
  return texts.flatMap((text) => {
    const expansion = expand(text, scope.lookup);
    const at: Site = { annotation, item, scope, context };
    return [
      ...failing(expansion).map((found) => unresolved(found, at)),
      ...expansion.escapes.flatMap((found) => valueTooEarly(found, at)),
      ...expansion.missed.map((missed) => adjacent(missed, at)),
      ...expansion.lookalikes.map((range) => lookalike(range, text, at)),
    ];
  });
}

/** Braces around an escape that failed fail as well, and so may an escape that an earlier rule missed; one problem is enough. */
const failing = ({ escapes: all, missed }: Expansion): Escape[] => {
  const failed = all.filter(({ outcome }) => outcome === "unresolved");
  return failed.filter(
    ({ range, nested }) =>
      !missed.some(({ second }) => second.start === range.start) &&
      !(nested && failed.some((o) => o.range !== range && contains(range, o.range))),
  );
};

function unresolved(found: Escape, at: Site): Problem {
  const written = nameOf(found);
  const swallowed = found.replaced.start < found.range.start ? " and swallows the character before it" : "";
  const effect = `RefinedRust prints \`ERR\` in its place${swallowed}, and Rocq does not compile the result.`;
  if (found.nested || isEmpty(found)) return literalBraces(found, effect, at);
  const elsewhere = outOfPlace(found, at);
  if (elsewhere) {
    const { why, bare } = elsewhere;
    const fixes = bare === null ? [] : [replacement(`Write \`${bare}\` without braces`, found.range, bare)];
    return broken("escape-out-of-place", found, `${why} ${effect}`, fixes);
  }
  const meant = nearest(written, candidates(found, at.scope.names));
  const message = `${whyUnresolved(found, at)}${meant ? ` Did you mean \`${meant}\`?` : ""} ${effect}`;
  const fixes: Fix[] = meant ? [replacement(`Change to \`${meant}\``, nameRangeOf(found), meant)] : [];
  return broken("unresolved-escape", found, message, fixes);
}

const broken = (
  code: string,
  { range }: Pick<Escape, "range">,
  message: string,
  fixes: readonly Fix[],
): Problem => problem("error", "rocq", code, range, message, fixes);

const replacement = (title: string, range: Escape["range"], newText: string, safe = false): Fix => ({
  title,
  edits: [{ range, newText }],
  safe,
});

const nameRangeOf = ({ kind, name }: Escape): Escape["range"] =>
  kind === "lifetime" ? { start: name.start - 1, end: name.end } : name;

const isEmpty = ({ kind, path }: Escape): boolean => kind === "place" && !/[A-Za-z_]/.test(path[0] ?? "");

/** Empty braces, and braces that only become an escape when the one inside is replaced, are usually meant literally. */
function literalBraces(found: Escape, effect: string, at: Site): Problem {
  const { start, end } = found.range;
  const ofCharacter = at.context.file.text.startsWith("\\u", start - 2);
  const fix: Fix = {
    title: found.nested ? "Double the outer braces" : "Double the braces",
    edits: [
      { range: { start, end: start + 1 }, newText: "{{" },
      { range: { start: end - 1, end }, newText: "}}" },
    ],
    safe: false,
  };
  const why = found.nested
    ? "Once the escape inside is replaced, these braces are read as an escape themselves."
    : `\`{${nameOf(found)}}\` names no variable.`;
  const message = `${why} ${effect} For literal braces write them twice.`;
  return broken(
    found.nested ? "unresolved-escape" : "empty-escape",
    found,
    message,
    ofCharacter ? [] : [fix],
  );
}

/** The value after the call is bound by the postcondition only. */
function valueTooEarly(found: Escape, at: Site): Problem[] {
  const { annotation, item } = at;
  if (item.position !== "closure" || found.outcome === "unresolved") return [];
  if (annotation.name !== "requires" && annotation.name !== "args") return [];
  if (item.annotations.some((a) => a.name === "ok" && a.attribute.range.start < found.range.start)) return [];
  if (found.kind !== "place" || parsePlace(found.path[0] ?? "")?.modifier !== "new") return [];
  const message = `\`{${found.path[0]}}\` is the value after the call, which \`rr::${annotation.name}\` cannot speak of: the generated Rocq mentions an unbound name.`;
  return [broken("escape-out-of-place", found, message, [])];
}

function adjacent({ kind, first, second, outcome }: MissedEscape, at: Site): Problem {
  const shown = at.context.file.text.slice(second.start, second.end);
  const effect =
    kind === "name" ? "it is looked up as a captured variable only" : "it is copied to Rocq as it stands";
  const code = outcome === "unresolved" ? "unresolved-escape" : "adjacent-escapes";
  const message =
    outcome === "unresolved"
      ? `\`${shown}\` names nothing in scope, and is not even looked up, because it follows another escape without a character between them.`
      : `RefinedRust misses \`${shown}\`, because it follows another escape without a character between them: ${effect}. Put a space between the two.`;
  const space = replacement("Put a space between them", { start: first.end, end: first.end }, " ", true);
  return broken(code, { range: second }, message, outcome === "unresolved" ? [] : [space]);
}

function lookalike(range: Escape["range"], text: Text, at: Site): Problem {
  const shown = at.context.file.text.slice(range.start, range.end).replace(/\s+/g, " ");
  const message = `\`${shown}\` looks like an escape but does not have the form of one, so RefinedRust copies it to Rocq as it stands. An escape is \`{rt_of T}\`, \`{T::Item}\`, \`{'a}\` and the like, without spaces around \`::\`.`;
  const compact = shown.replace(/\s*::\s*/g, "::");
  const resolves = expand({ ...text, value: compact }, at.scope.lookup).escapes.some(
    ({ outcome }) => outcome !== "unresolved",
  );
  const fixes = resolves ? [replacement("Remove the spaces", range, compact)] : [];
  return suspicious("unresolved-escape", range, message, fixes);
}
