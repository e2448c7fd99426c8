/** Which clause of a function says what is known at a goal. */
import type { Fact } from "./knownFacts.ts";
import type { Clause, WrittenItem } from "./placeModel.ts";
import { claimsOf, fits } from "./rocqTerms.ts";

/** By the name that the author gave it, or else by being the same claim, word for word; null when no clause says it. */
export function sourceOfFact({ name, statement }: Fact, { clauses }: WrittenItem): Clause | null {
  if (statement === null) return null;
  const known = clauses.filter(({ keyword }) => keyword === "requires");
  const named = known.find((clause) => name !== null && clause.name === name);
  if (named) return named;
  const claims = claimsOf(statement);
  if (claims.length === 0) return null;
  const saying = known.filter(({ texts }) => {
    const said = texts.flatMap(({ role, value }) =>
      role === "proposition" ? claimsOf(value.replaceAll('\\"', '"')) : [],
    );
    return claims.every((claim) => said.some((each) => fits(each, claim, NONE) !== null));
  });
  return saying.length === 1 ? (saying[0] ?? null) : null;
}

const NONE: ReadonlySet<string> = new Set();
