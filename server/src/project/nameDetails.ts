/** What a parsed file says of its names beyond its facts: who sees them, what may be left out, and which ones macros may make. */
import type { Item, RustFile } from "../syntax/model.ts";
import { slice } from "../text.ts";
import type { Declaration, ScopedUse } from "./declarations.ts";

export interface NameDetails {
  /** As written; null for what only its own module and those inside of it see. */
  visibilityOf(entry: Declaration | ScopedUse): string | null;
  /** Left out under some condition of the compiler. */
  isConditional(entry: Declaration | ScopedUse): boolean;
  /** Names of `extern crate` at the top of the file, with the crates they stand for. */
  readonly crates: ReadonlyMap<string, string>;
  /** A macro call at the top of the file or in a module of it may declare the name. */
  mayBeMade(name: string): boolean;
}

/** @param others Asked for the file's surroundings when it calls a macro that it does not define. */
export function nameDetails(file: RustFile, others: () => Iterable<RustFile>): NameDetails {
  let made: Made | null = null;
  return {
    visibilityOf: (entry) => file.items[entry.item]?.visibility ?? null,
    isConditional: (entry) =>
      file.items[entry.item]?.foreign.some(({ path }) => path === "cfg" || path === "cfg_attr") ?? false,
    crates: cratesOf(file),
    mayBeMade(name) {
      made ??= madeIn(file, others);
      return made.anything || made.names.has(name);
    },
  };
}

function cratesOf(file: RustFile): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const item of file.items) {
    if (item.kind !== "externCrate") continue;
    const alias = /\bas\s+(?:r#)?(\w+)\s*;$/u.exec(slice(file.text, item.range))?.[1];
    found.set(alias ?? item.name, item.name);
  }
  return found;
}

interface Made {
  readonly names: ReadonlySet<string>;
  /** Another file's text stands for the call. */
  readonly anything: boolean;
}

function madeIn(file: RustFile, others: () => Iterable<RustFile>): Made {
  const names = new Set<string>();
  let anything = false;
  for (const item of file.items) {
    if (item.kind !== "macroCall" || !isAmongItems(item, file)) continue;
    const text = slice(file.text, item.range);
    const expanded = withDefinitions(
      text,
      (macro) => definitionOf(macro, [file]) ?? definitionOf(macro, others()),
    );
    if (/^(?:\w+\s*::\s*)*include\s*!/u.test(text)) anything = true;
    for (const part of expanded) addDeclared(part, names);
    // A macro that declares what it is given: any word of the call may be the name.
    if (expanded.some((part) => NAMES_WHAT_IT_IS_GIVEN.test(part)))
      for (const [name] of text.matchAll(NAME)) names.add(name);
  }
  return { names, anything };
}

const isAmongItems = (item: Item, file: RustFile): boolean => {
  const kind = file.items[item.parent ?? 0]?.kind;
  return kind === "file" || kind === "module" || kind === "function";
};

/** The text of a call, and the definitions of the macros that are called in it or in them. */
function withDefinitions(call: string, definitionOf: (macro: string) => string | null): string[] {
  const texts = [call];
  const seen = new Set<string>();
  for (const text of texts) {
    for (const [, macro = ""] of text.matchAll(/(\w+)\s*!/gu)) {
      if (seen.has(macro)) continue;
      seen.add(macro);
      const definition = definitionOf(macro);
      if (definition !== null) texts.push(definition);
    }
  }
  return texts;
}

function definitionOf(macro: string, files: Iterable<RustFile>): string | null {
  for (const { items, text } of files) {
    const found = items.find((item) => item.kind === "macroDefinition" && item.name === macro);
    if (found) return slice(text, found.range);
  }
  return null;
}

function addDeclared(text: string, names: Set<string>): void {
  for (const [, name = ""] of text.matchAll(DECLARED)) names.add(name);
  for (const [use] of text.matchAll(/\buse\b[^;]*;/gu))
    for (const [name] of use.matchAll(NAME)) names.add(name);
}

const DECLARED = /\b(?:struct|enum|union|trait|type|mod)\s+(?:r#)?([\p{XID_Start}_]\p{XID_Continue}*)/gu;
const NAMES_WHAT_IT_IS_GIVEN = /\b(?:struct|enum|union|trait|type|mod|as|use)\s+\$/u;
const NAME = /[\p{XID_Start}_]\p{XID_Continue}*/gu;
