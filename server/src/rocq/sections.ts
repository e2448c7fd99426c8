/** What stands around the definitions of a type: its section, type parameters, and the items of `rr::context`. */
import { generalized } from "./layout.ts";
import type { GenericScope } from "./scope.ts";

/** Type parameters as the context of a section. */
export function sectionContext(scope: GenericScope): string {
  const known = scope.types.map((type) => ` (${type}_rt : RT)`);
  const parameters = [...known, ...scope.unsure.map((hole) => ` ${hole}`)].join("");
  return `  Context \`{RRGS : !refinedrustGS Σ}.\n${parameters === "" ? "" : `  Context${parameters}.\n`}`;
}

/** What `rr::context` adds, under names of its own (format_extra_context_items in radium/src/specs/mod.rs). */
export function contextItems(items: readonly string[]): string {
  const context = items.map((item, index) => generalized(`_CTX${index}`, `(${item})`)).join("");
  return context === "" ? "\n" : `   (* Additional parameters *)\n  Context ${context}.\n\n`;
}

/** Names of context items, all of them and those that do not mention Σ. */
export function contextNames(items: readonly string[]): { all: string[]; withoutSigma: string[] } {
  const names = items.map((item, index) => ({ name: `_CTX${index}`, sigma: item.includes("Σ") }));
  return {
    all: names.map(({ name }) => name),
    withoutSigma: names.filter(({ sigma }) => !sigma).map(({ name }) => name),
  };
}

export const implicitContext = (name: string, scope: GenericScope, items: readonly string[]): string =>
  items.length === 0
    ? ""
    : `Global Arguments ${name} ${"_ ".repeat(scope.types.length)} {${"_ ".repeat(items.length)}}.\n`;
