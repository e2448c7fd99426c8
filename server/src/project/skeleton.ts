/** A quick look at a Rust file without annotations: what other files must know of it, without a syntax tree. */
import { LineIndex, range } from "../text.ts";
import { blanked } from "./blanking.ts";
import {
  condition,
  conditionalPath,
  type Declaration,
  type DeclarationKind,
  functionNames,
  type RustFacts,
  type ScopedUse,
} from "./declarations.ts";
import { lastDefault } from "./defaultArguments.ts";
import { readUse } from "./useTree.ts";

/** Modules, type names and `use` at item level; functions by their name only. Never throws. */
export function skeletonOf(text: string): RustFacts {
  const look = new Look(text, blanked(text));
  look.run();
  return structuredClone({
    declarations: look.declarations,
    uses: look.uses,
    isNoStd: /#!\s*\[\s*no_std\s*\]/.test(look.masked),
    rocqPrefix: null,
    includes: [],
    imports: [],
    functionNames: functionNames(text, []),
  });
}

const MARK =
  /[{}]|#!?\[|\b(?:mod|struct|union|enum|trait|type)\s+(?:r#)?[\p{XID_Start}_]\p{XID_Continue}*|\buse\b/gu;
const KINDS: Readonly<Record<string, DeclarationKind>> = {
  mod: "module",
  struct: "struct",
  union: "union",
  enum: "enum",
  trait: "trait",
  type: "typeAlias",
};

class Look {
  readonly declarations: Declaration[] = [];
  readonly uses: ScopedUse[] = [];
  readonly masked: string;
  readonly #text: string;
  readonly #lines: LineIndex;
  /** The blocks around the offset: a module's index, or null for any other block. */
  readonly #open: (number | null)[] = [];
  #attributes: string[] = [];

  constructor(text: string, masked: string) {
    this.#text = text;
    this.masked = masked;
    this.#lines = new LineIndex(text);
  }

  run(): void {
    MARK.lastIndex = 0;
    for (let match = MARK.exec(this.masked); match !== null; match = MARK.exec(this.masked)) {
      MARK.lastIndex = this.#take(match[0], match.index);
    }
  }

  /** Returns where to go on. */
  #take(mark: string, at: number): number {
    const end = at + mark.length;
    if (mark.startsWith("#")) return this.#attribute(at, end);
    if (mark === "{") this.#open.push(null);
    else if (mark === "}") this.#open.pop();
    else if (mark === "use") return this.#use(at, end);
    else return this.#item(mark, at);
    this.#attributes = [];
    return end;
  }

  get #isItemLevel(): boolean {
    return !this.#open.includes(null);
  }

  #attribute(at: number, from: number): number {
    let depth = 1;
    let end = from;
    for (; end < this.masked.length && depth > 0; end++) {
      const char = this.masked[end];
      depth += char === "[" ? 1 : char === "]" ? -1 : 0;
    }
    this.#attributes.push(this.#text.slice(at, end));
    return end;
  }

  #use(at: number, end: number): number {
    if (!this.#isItemLevel) return end;
    const stop = this.masked.indexOf(";", end);
    if (stop < 0) return end;
    const scope = this.#open.at(-1) ?? null;
    for (const use of readUse(this.masked.slice(at, stop + 1))) this.uses.push({ ...use, scope, item: 0 });
    this.#attributes = [];
    return stop + 1;
  }

  #item(mark: string, at: number): number {
    const [keyword = "", name = ""] = mark.split(/\s+/);
    const end = at + mark.length;
    const kind = Object.hasOwn(KINDS, keyword) ? KINDS[keyword] : undefined;
    if (kind === undefined || !this.#isItemLevel) return end;
    const brace = kind === "module" ? /\s*\{/y : null;
    if (brace) brace.lastIndex = end;
    const hasBody = brace?.test(this.masked) ?? false;
    this.#declare(kind, name, { start: at, end, hasBody });
    if (!hasBody || !brace) return end;
    this.#open.push(this.declarations.length - 1);
    return brace.lastIndex;
  }

  #declare(kind: DeclarationKind, name: string, at: { start: number; end: number; hasBody: boolean }): void {
    const generics =
      kind === "module" ? "" : (/^\s*<([^{};=]*)/.exec(this.masked.slice(at.end, at.end + 200))?.[1] ?? "");
    const nameRange = range(at.end - name.length, at.end);
    this.declarations.push({
      index: this.declarations.length,
      kind,
      name,
      parent: this.#open.at(-1) ?? null,
      item: 0,
      range: range(at.start, at.end),
      nameRange,
      line: this.#lines.positionAt(nameRange.start).line,
      cfg: this.#conditions(),
      pathAttribute: this.#first(/^#\[\s*path\s*=\s*r?#*"([^"]*)"/),
      conditionalPaths: this.#attributes.flatMap((attribute) => conditionalPath(attribute) ?? []),
      hasBody: at.hasBody,
      annotated: false,
      mode: "prove",
      attributes: [],
      lifetimes: [...generics.matchAll(/(?:^|,)\s*'(\w+)/g)].map((match) => match[1] ?? ""),
      typeParameters: [],
      lastDefault: /^(?:struct|union|enum|trait)$/.test(kind)
        ? lastDefault(this.masked.slice(at.end, at.end + 400))
        : null,
      header: null,
      aliased: kind === "typeAlias" ? { kind: "unknown", range: nameRange, text: name } : null,
      derives: [],
      instantiates: [],
      parameters: null,
      fingerprint: null,
      inMacro: false,
      number: null,
    });
    this.#attributes = [];
  }

  #first(pattern: RegExp): string | null {
    for (const attribute of this.#attributes) {
      const found = pattern.exec(attribute)?.[1];
      if (found !== undefined) return found;
    }
    return null;
  }

  #conditions(): string | null {
    const found = this.#attributes.flatMap(
      (attribute) => /^#\[\s*cfg\s*\(([\s\S]*)\)\s*\]$/.exec(attribute)?.[1] ?? [],
    );
    return found.map(condition).join(" ") || null;
  }
}
