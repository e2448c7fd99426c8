/** Names that a specification takes for granted though its own clauses switch them off. */
import type { AnnotatedItem, Annotation, Fix, Problem, Text, TextRole } from "../model.ts";
import { freeUses } from "../rocqNames.ts";
import type { RocqToken } from "../rocqText.ts";
import { tokensOf } from "../textTokens.ts";
import { type Check, type CheckContext, problem } from "./context.ts";
import { removal } from "./removal.ts";

/** Roles of texts in which a name stands for a value of the specification. */
const TERMS: ReadonlySet<TextRole> = new Set([
  "proposition",
  "irisProposition",
  "refinement",
  "location",
  "term",
  "semanticType",
]);

/** `ret` is bound around the postcondition, and only without `rr::returns` (add_default_spec). */
export const unboundRet: Check = (item, context) => {
  if (!isSpecified(item) || boundNames(item).has("ret")) return [];
  if (item.item.signature?.arguments.some(({ name }) => name?.text === "ret")) return [];
  const returns = item.annotations.findLast(
    ({ name, arguments: given }) => name === "returns" && given !== null,
  );
  const ok = item.annotations.find(({ name }) => name === "ok");
  return clauses(item).flatMap((annotation) => {
    const early = annotation.name === "requires" || annotation.name === "args";
    const afterOk = ok !== undefined && ok.attribute.range.start < annotation.attribute.range.start;
    if (early ? afterOk : !returns) return [];
    const why = early
      ? "`ret` is the result, which a precondition cannot speak of"
      : "`rr::returns` names the result, so `ret` is not bound";
    const fixes = early || !returns ? [] : [removal(returns, context.file)];
    return uses(annotation, "ret").map((use) => unbound("unbound-ret", use, why, fixes));
  });
};

/** With `rr::args` only the names of `rr::params` and `rr::exists` are bound. */
export const unboundArgument: Check = (item, context) => {
  if (!isSpecified(item)) return [];
  const given = item.annotations.find(({ name, arguments: parsed }) => name === "args" && parsed !== null);
  const bound = boundNames(item);
  const names = (item.item.signature?.arguments ?? []).flatMap(({ name }) => name?.text ?? []);
  if (!given) return [];
  return names
    .filter((name) => !bound.has(name))
    .flatMap((name) =>
      clauses(item).flatMap((annotation) =>
        uses(annotation, name)
          .filter((use) => !isApplied(use, annotation))
          .map((use) => {
            const why = `\`rr::args\` switches the implicit parameters off, so \`${name}\` is not bound`;
            return unbound("unbound-argument", use, why, argumentFixes(given, item, context));
          }),
      ),
    );
};

const unbound = (code: string, use: RocqToken, why: string, fixes: readonly Fix[]): Problem =>
  problem("error", "rocq", code, use.range, `${why}: Rocq refuses the generated file.`, fixes);

const argumentFixes = (given: Annotation, item: AnnotatedItem, { file }: CheckContext): Fix[] =>
  item.annotations.some(({ name }) => name === "params" || name === "param") ? [] : [removal(given, file)];

const isSpecified = (item: AnnotatedItem): boolean => item.parsed && item.item.signature !== null;

const clauses = (item: AnnotatedItem): Annotation[] =>
  item.annotations.filter(({ name, read }) => read && CLAUSES.has(name));

const CLAUSES: ReadonlySet<string> = new Set(["requires", "ensures", "observe", "returns", "args"]);

const boundNames = (item: AnnotatedItem): Set<string> =>
  new Set(
    item.annotations.flatMap(({ arguments: given }) =>
      given?.kind === "binders" ? given.binders.map(({ name }) => name.value) : [],
    ),
  );

const uses = ({ texts }: Annotation, name: string): RocqToken[] =>
  texts
    .filter(({ value, role }) => TERMS.has(role) && value.includes(name))
    .flatMap((text) => freeUses(name, tokensOf(text)));

/** `size x` may well be a definition of that name; only a name that stands alone is surely the parameter. */
function isApplied(use: RocqToken, { texts }: Annotation): boolean {
  const text = texts.find(({ range }) => range.start <= use.range.start && use.range.end <= range.end);
  const next = text && followingToken(text, use);
  return next !== undefined && (next.kind === "identifier" || next.kind === "number" || next.text === "(");
}

function followingToken(text: Text, use: RocqToken): RocqToken | undefined {
  const tokens = tokensOf(text);
  return tokens[tokens.findIndex(({ range }) => range.start === use.range.start) + 1];
}
