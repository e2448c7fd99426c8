/** Whether what RefinedRust wrote last is what it would write now. */
import {
  type Block,
  blocksOf,
  findBlock,
  type GeneratedBlock,
  type GeneratedText,
} from "./generatedBlocks.ts";
import { generatedNames } from "./names.ts";
import type { Preview } from "./preview.ts";
import { firstDifference } from "./textDifference.ts";

/** `unknown` when only a run can tell, since the preview is not exact. */
export type Freshness =
  | { readonly state: "fresh" }
  /** The first difference, as a sentence. */
  | { readonly state: "stale"; readonly difference: string }
  | { readonly state: "missing" }
  | { readonly state: "unknown"; readonly reason: string };

export interface Comparison {
  readonly freshness: Freshness;
  /** What the files hold of the preview's definitions, in the preview's order; null when they hold none of them. */
  readonly generated: string | null;
  /** Where the most telling one of them stands. */
  readonly place: { readonly uri: string; readonly line: number } | null;
}

/**
 * Compares a preview with the generated specifications and code of its crate. Only an exact preview can tell fresh from
 * stale, and a definition that should not be there any more is stale whatever the preview says.
 */
export function compareWithGenerated(preview: Preview, files: readonly GeneratedText[]): Comparison {
  const wanted = blocksOf(preview.text);
  const pairs = wanted.map((block) => ({ block, found: findBlock(block.name, files) }));
  const kept = pairs.flatMap(({ found }) => found ?? []);
  const shown = kept.length > 0 ? kept : (leftOver(preview, files) ?? []);
  const main = shown.find((block) => TELLING.test(block.name)) ?? shown.at(-1);
  return {
    freshness: freshnessOf(preview, pairs, shown, files),
    generated: shown.length > 0 ? `${joined(shown, wanted, preview.text)}\n` : null,
    place: main ? { uri: main.uri, line: main.line } : null,
  };
}

const TELLING = /^type_of_|_base_spec$|_inv_t$|_enum$|_spec_attrs$/;

interface Pair {
  readonly block: Block;
  readonly found: GeneratedBlock | null;
}

function freshnessOf(
  preview: Preview,
  pairs: readonly Pair[],
  shown: readonly Block[],
  files: readonly GeneratedText[],
): Freshness {
  if (preview.fidelity === "none") {
    if (shown.length === 0) return { state: "missing" };
    const why = preview.reason === null ? "" : `, because ${preview.reason}`;
    return preview.problem === null && preview.reason === null
      ? { state: "unknown", reason: "there is no preview" }
      : { state: "stale", difference: `Now nothing is generated${why}.` };
  }
  if (pairs.length === 0) return { state: "unknown", reason: "it is only a part of a definition" };
  if (shown.length === 0) return { state: "missing" };
  if (preview.fidelity === "approximate")
    return { state: "unknown", reason: "the preview is only approximate" };
  if (pairs.some(({ block, found }) => found && !isSameFormat(found.text, block.text)))
    return { state: "unknown", reason: "another version of RefinedRust wrote it" };
  for (const { block, found } of pairs) {
    if (!found) return { state: "stale", difference: `\`${block.name}\` has not been generated.` };
    if (found.text !== block.text)
      return { state: "stale", difference: firstDifference(found.text, block.text) };
  }
  const extra = preview.kind === "struct" ? extraInvariant(preview, pairs, files) : null;
  return extra === null
    ? { state: "fresh" }
    : { state: "stale", difference: `\`${extra}\` is not generated any more.` };
}

/** The fields of a specification have had other comments in front of them, and none at first; the arguments may be missing. */
const isSameFormat = (generated: string, now: string): boolean =>
  fieldsOf(generated).join() === fieldsOf(now).join();

const fieldsOf = (text: string): string[] =>
  [...text.matchAll(/^ *\(\* ([a-z][a-z ]*?\.*) \*\)/gm)].flatMap(([, label = ""]) =>
    label.startsWith("args.") ? [] : label,
  );

/** An invariant that the struct has lost stays in the file until the next run. */
function extraInvariant(
  preview: Preview,
  pairs: readonly Pair[],
  files: readonly GeneratedText[],
): string | null {
  const name = `${preview.name}_inv_t`;
  if (pairs.some(({ block }) => block.name === name)) return null;
  return findBlock(name, files) && name;
}

/** Definitions of an item that now has no preview, by the names that they must have. */
function leftOver(preview: Preview, files: readonly GeneratedText[]): GeneratedBlock[] | null {
  const kind = NAMED[preview.kind];
  if (kind === undefined || preview.text !== "") return null;
  const names = generatedNames(kind, preview.name).filter(({ role }) => PRINTED.has(role));
  return names.flatMap(({ name }) => findBlock(name, files) ?? []);
}

const NAMED = { fn: "function", struct: "struct", enum: "enum", impl: "traitImpl" } as Partial<
  Record<Preview["kind"], Parameters<typeof generatedNames>[0]>
>;
const PRINTED: ReadonlySet<string> = new Set(["spec", "traitInclusion", "invariant", "type"]);

/** The found blocks with the gaps that the preview has between its own. */
function joined(found: readonly Block[], wanted: readonly Block[], text: string): string {
  return found.reduce((all, block) => {
    const at = wanted.findIndex(({ name }) => name === block.name);
    const before = at > 0 ? wanted[at - 1] : undefined;
    const own = wanted[at];
    const gap = before && own ? text.slice(before.start + before.text.length, own.start) : "\n\n";
    return all === "" ? block.text : `${all}${/^\s+$/.test(gap) ? gap : "\n\n"}${block.text}`;
  }, "");
}
