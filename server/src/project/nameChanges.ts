/** Which files of a crate may get other names because of what changed in some of them. */
import type { Declaration, RustFacts } from "./declarations.ts";
import type { ModuleFile } from "./moduleTree.ts";

/** All that names in other files can depend on; kept for each file as long as it is as it is. */
interface Seen {
  /** By the name of a type, a module or a `use`, what it is; `*` for what is glob-imported. */
  readonly names: ReadonlyMap<string, string>;
  /** `use` and type aliases: another meaning of one of the words is another meaning of the name. */
  readonly links: readonly { readonly name: string; readonly words: readonly string[] }[];
  /** In the headers of impls. */
  readonly words: readonly string[];
}

export class NameChanges {
  readonly #seen = new WeakMap<RustFacts, Seen>();

  /**
   * The numbers of the files of `after` that may get other names than in `before`, changed files always among them; null
   * for all.
   */
  between(before: readonly ModuleFile[], after: readonly ModuleFile[]): number[] | null {
    const names = this.#changedNames(before, after);
    const all = names && this.#withLinks(names, after);
    if (!all) return null;
    const affected: number[] = [];
    for (const [n, file] of after.entries()) {
      if (file !== before[n] || (all.size > 0 && hasAny(all, this.#of(file.facts).words))) affected.push(n);
    }
    return affected;
  }

  /** Null when nearly everything may be another. */
  #changedNames(before: readonly ModuleFile[], after: readonly ModuleFile[]): Set<string> | null {
    const names = new Set<string>();
    if (before.length !== after.length) return null;
    for (const [n, file] of after.entries()) {
      const old = before[n];
      if (file === old) continue;
      const isSame = file.path === old?.path && file.module === old.module && file.cfg === old.cfg;
      if (!isSame || file.facts.isNoStd !== old.facts.isNoStd) return null;
      const [now, then] = [this.#of(file.facts).names, this.#of(old.facts).names];
      for (const [name, what] of now) if (then.get(name) !== what) names.add(name);
      for (const name of then.keys()) if (!now.has(name)) names.add(name);
    }
    return names;
  }

  /** With the names that lead to them; null when one does that may lead to anything. */
  #withLinks(names: ReadonlySet<string>, files: readonly ModuleFile[]): Set<string> | null {
    const all = new Set(names);
    for (let size = -1; size !== all.size && !all.has("*"); ) {
      size = all.size;
      if (size === 0) break;
      for (const { facts } of files) {
        for (const { name, words } of this.#of(facts).links) if (hasAny(all, words)) all.add(name);
      }
    }
    return all.has("*") ? null : all;
  }

  #of(facts: RustFacts): Seen {
    const known = this.#seen.get(facts);
    if (known) return known;
    const seen = read(facts);
    this.#seen.set(facts, seen);
    return seen;
  }
}

const hasAny = (names: ReadonlySet<string>, words: readonly string[]): boolean => {
  for (const word of words) if (names.has(word)) return true;
  return false;
};

const SEEN_BY_OTHERS: ReadonlySet<string> = new Set([
  "module",
  "struct",
  "union",
  "enum",
  "trait",
  "typeAlias",
]);

function read({ declarations, uses }: RustFacts): Seen {
  const names = new Map<string, string>();
  const links: { name: string; words: string[] }[] = [];
  const words = new Set<string>();
  // Of two things with one name the order counts.
  const add = (name: string, what: unknown): void =>
    void names.set(name, `${names.get(name) ?? ""}${JSON.stringify(what)}`);
  for (const d of declarations) {
    for (const type of [d.header?.trait, d.header?.selfType])
      for (const word of wordsIn(type?.text ?? "")) words.add(word);
    if (!SEEN_BY_OTHERS.has(d.kind)) continue;
    const isSkipped = d.attributes.includes("skip");
    const shape = [d.kind, d.hasBody, d.lifetimes.length, d.annotated, isSkipped, d.cfg];
    const alias = d.aliased && [d.aliased.text, d.typeParameters];
    add(d.name, [around(d.parent, declarations), shape, alias]);
    if (d.aliased) links.push({ name: d.name, words: wordsIn(d.aliased.text) });
  }
  for (const { path, alias, scope } of uses) {
    add(alias, [around(scope, declarations), path]);
    links.push({ name: alias, words: [...path] });
  }
  return { names, links, words: [...words] };
}

/** The modules and functions around something. */
function around(parent: number | null, declarations: readonly Declaration[]): string[] {
  const names: string[] = [];
  for (let at = parent; at !== null; at = declarations[at]?.parent ?? null) {
    const { kind, name } = declarations[at] ?? { kind: "", name: "" };
    names.push(`${kind} ${name}`);
  }
  return names;
}

const wordsIn = (text: string): string[] => text.match(/[\p{XID_Start}_]\p{XID_Continue}*/gu) ?? [];
