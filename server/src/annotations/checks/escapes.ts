/** Escapes that RefinedRust turns into `ERR`, misses, or copies as they are. */

import { contains } from "../../text.ts";
import { type Escape, type Expansion, expand, isExpanded, type MissedEscape } from "../escapes.ts";
import type { AnnotatedItem, Annotation, Fix, Problem, Text } from "../model.ts";
import { nearest } from "../nearest.ts";
import { parsePlace } from "../places.ts";
import { type EscapeName, LOOP_LITERALS, type Scope, scopeOf } from "../scope.ts";
import { type Check, type CheckContext, problem, suspicious } from "./context.ts";

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
    const at: Site = { text, annotation, item, scope, context };
    return [
      ...failing(expansion).map((found) => unresolved(found, at)),
      ...expansion.escapes.flatMap((found) => valueTooEarly(found, at)),
      ...expansion.missed.map((missed) => adjacent(missed, at)),
      ...expansion.lookalikes.map((range) => lookalike(range, at)),
    ];
  });
}

interface Site {
  readonly text: Text;
  readonly annotation: Annotation;
  readonly item: AnnotatedItem;
  readonly scope: Scope;
  readonly context: CheckContext;
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
  if (found.nested) return nestedBraces(found, effect);
  if (isEmpty(found)) return empty(found, written, effect);
  const outOfPlace = placeProblem(found, at);
  if (outOfPlace)
    return broken("escape-out-of-place", found, `${outOfPlace.why} ${effect}`, outOfPlace.fixes);
  const meant = nearest(written, candidates(found, at.scope.names));
  const message = `${why(found, written, at)}${meant ? ` Did you mean \`${meant}\`?` : ""} ${effect}`;
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

/** The name as it stands between the braces; a lifetime with its quote. */
const nameOf = ({ kind, path }: Escape): string => (kind === "lifetime" ? `'${path[0]}` : path.join("::"));

const nameRangeOf = ({ kind, name }: Escape): Escape["range"] =>
  kind === "lifetime" ? { start: name.start - 1, end: name.end } : name;

const isEmpty = ({ kind, path }: Escape): boolean => kind === "place" && !/[A-Za-z_]/.test(path[0] ?? "");

function empty(found: Escape, written: string, effect: string): Problem {
  const { start, end } = found.range;
  const fix: Fix = {
    title: "Double the braces",
    edits: [
      { range: { start, end: start + 1 }, newText: "{{" },
      { range: { start: end - 1, end }, newText: "}}" },
    ],
    safe: false,
  };
  const message = `\`{${written}}\` names no variable. ${effect} For literal braces write them twice.`;
  return broken("empty-escape", found, message, [fix]);
}

function nestedBraces(found: Escape, effect: string): Problem {
  const { start, end } = found.range;
  const fix: Fix = {
    title: "Double the outer braces",
    edits: [
      { range: { start, end: start + 1 }, newText: "{{" },
      { range: { start: end - 1, end }, newText: "}}" },
    ],
    safe: false,
  };
  const message = `Once the escape inside is replaced, these braces are read as an escape themselves. ${effect} For literal braces write them twice.`;
  return broken("unresolved-escape", found, message, [fix]);
}

/** Why an escape cannot work here though it would elsewhere; null for a name that nobody knows. */
function placeProblem(found: Escape, at: Site): { why: string; fixes: Fix[] } | null {
  const [name = ""] = found.path;
  const literal = LOOP_LITERALS.find((known) => found.kind === "name" && known.name === name);
  if (literal && found.path.length === 1) {
    const fixes: Fix[] = [];
    return {
      why: `\`{${name}}\` is ${literal.meaning}, and exists only in the specification of a \`for\` loop.`,
      fixes,
    };
  }
  if (found.kind !== "place" && (found.kind !== "name" || found.path.length > 1)) return null;
  const parsed = parsePlace(name);
  if (!parsed) return null;
  const { base, projections } = parsed.place;
  if (at.item.position === "closure") {
    const captured = at.item.item.closure?.captures.some((capture) => capture.name === base);
    if (captured && parsed.modifier === "new")
      return {
        why: `The closure does not capture \`${base}\` by mutable reference, so it has no value after the call.`,
        fixes: [],
      };
    return null;
  }
  const variable = variableNamed(base, at);
  if (!variable && found.kind === "name") return null;
  const fixes =
    variable && projections.length === 0 && parsed.modifier === null
      ? [replacement(`Write \`${base}\` without braces`, found.range, base)]
      : [];
  const about = variable ? `\`${base}\` is ${variable}: its value is written without braces.` : "";
  return {
    why: `Only the clauses of a closure speak of captured variables with braces. ${about}`.trimEnd(),
    fixes,
  };
}

function variableNamed(name: string, { item, context }: Site): string | null {
  const enclosing =
    item.item.closure?.enclosing == null ? item.item : context.file.items[item.item.closure.enclosing];
  if (enclosing?.signature?.arguments.some((argument) => argument.name?.text === name)) return "a parameter";
  const binder = item.annotations.some(
    ({ arguments: given }) => given?.kind === "binders" && given.binders.some((b) => b.name.value === name),
  );
  if (binder) return "bound by the specification";
  const loop = item.item.closure?.loop == null ? undefined : enclosing?.loops[item.item.closure.loop];
  return loop?.locals.some((local) => local.name === name) ? "a local variable" : null;
}

function candidates(found: Escape, names: readonly EscapeName[]): string[] {
  const wanted = (kind: EscapeName["kind"]): boolean => {
    if (found.kind === "lifetime") return kind === "lifetime";
    if (found.kind === "name" || found.kind === "place") return kind !== "lifetime";
    return kind === "type" || kind === "associatedType";
  };
  return names.filter(({ kind }) => wanted(kind)).map(({ text }) => text);
}

function why(found: Escape, written: string, at: Site): string {
  const { position, item } = at.item;
  if (found.kind === "lifetime") {
    if (written === "'static") return "`'static` is no lifetime parameter; Rocq knows it as `static`.";
    const declared = item.generics.lifetimes.some(({ text }) => `'${text}` === written);
    return declared
      ? `RefinedRust finds lifetimes only in specifications of functions, so \`${written}\` does not resolve here.`
      : `No lifetime \`${written}\` is in scope.`;
  }
  if (position === "trait" && declaredBelow(written, at)) {
    return `\`${written}\` is declared below; a specification attribute may mention only attributes above it.`;
  }
  if (written === "Self")
    return "`Self` resolves only inside a trait; elsewhere write the Rocq name of the type.";
  if (item.generics.consts.some(({ text }) => text === written))
    return `\`${written}\` is a const parameter, which RefinedRust does not resolve.`;
  if (at.item.position === "closure" && found.kind !== "name" && found.kind === "place")
    return `The closure does not capture exactly the place \`${written}\`.`;
  return `\`${written}\` is no type parameter, associated type or specification attribute in scope here.`;
}

const declaredBelow = (name: string, { item }: Site): boolean =>
  item.annotations.some(
    ({ arguments: given }) => given?.kind === "traitAttribute" && given.name.value === name,
  );

/** The value after the call is bound by the postcondition only. */
function valueTooEarly(found: Escape, at: Site): Problem[] {
  const { annotation, item } = at;
  if (item.position !== "closure" || found.outcome === "unresolved") return [];
  if (annotation.name !== "requires" && annotation.name !== "args") return [];
  if (found.kind !== "place" || parsePlace(found.path[0] ?? "")?.modifier !== "new") return [];
  const message = `\`{${found.path[0]}}\` is the value after the call, which \`rr::${annotation.name}\` cannot speak of: the generated Rocq mentions an unbound name.`;
  return [broken("escape-out-of-place", found, message, [])];
}

function adjacent({ first, second, outcome }: MissedEscape, at: Site): Problem {
  const shown = at.context.file.text.slice(second.start, second.end);
  const code = outcome === "unresolved" ? "unresolved-escape" : "adjacent-escapes";
  const message =
    outcome === "unresolved"
      ? `\`${shown}\` names nothing in scope, and is not even looked up, because it follows another escape without a character between them.`
      : `RefinedRust misses \`${shown}\`, because it follows another escape without a character between them: it is copied as it stands, or read as a captured variable. Put a space between the two.`;
  const space = replacement("Put a space between them", { start: first.end, end: first.end }, " ", true);
  return broken(code, { range: second }, message, outcome === "unresolved" ? [] : [space]);
}

function lookalike(range: Escape["range"], at: Site): Problem {
  const shown = at.context.file.text.slice(range.start, range.end).replace(/\s+/g, " ");
  const message = `\`${shown}\` looks like an escape but does not have the form of one, so RefinedRust copies it to Rocq as it stands. An escape is \`{rt_of T}\`, \`{T::Item}\`, \`{'a}\` and the like, without spaces around \`::\`.`;
  const compact = shown.replace(/\s*::\s*/g, "::");
  const fixes = compact !== shown ? [replacement("Remove the spaces", range, compact)] : [];
  return suspicious("unresolved-escape", range, message, fixes);
}
