/** Reads the argument tokens of one attribute from left to right, as `parse::Buffer` in rr_frontend/attribute_parse/src/parse.rs. */
import type { Segment, Token } from "../../syntax/model.ts";
import type { TextRange } from "../../text.ts";
import type { ArgumentFailure, Text, TextRole } from "../model.ts";
import { literalKind, tokenKind } from "./debug.ts";

/**
 * A parser of a form asks for what it expects; the first thing that does not fit is kept in `failure`, and from then on
 * every request answers null. Texts and flags met on the way are collected, also when a later part fails.
 */
export class Cursor {
  readonly texts: Text[] = [];
  readonly flags: Segment[] = [];
  failure: ArgumentFailure | null = null;
  #index = 0;
  #left: readonly Token[] = [];
  readonly #tokens: readonly Token[];
  /** Where to point when something is missing and nothing was read yet. */
  readonly #whole: TextRange;

  constructor(tokens: readonly Token[], whole: TextRange) {
    this.#tokens = tokens;
    this.#whole = whole;
  }

  get next(): Token | null {
    return this.#tokens[this.#index] ?? null;
  }

  get done(): boolean {
    return this.#index >= this.#tokens.length;
  }

  /** The tokens that were not read. */
  get rest(): readonly Token[] {
    return this.#left.length > 0 ? this.#left : this.#tokens.slice(this.#index);
  }

  at(punctuation: string): boolean {
    return this.next?.kind === "punctuation" && this.next.text === punctuation;
  }

  /** Reads the punctuation, or fails. */
  punctuation(punctuation: string): boolean {
    if (this.failure) return false;
    if (this.at(punctuation)) return this.#advance();
    const expected = `\`${punctuation}\``;
    if (this.#failedAtEndOrGroup(expected)) return false;
    this.#unexpected(expected, `WrongTokenKind(${tokenKind(punctuation)}, ${this.#found()}, ..)`);
    return false;
  }

  /** Reads a plain string literal; every other kind of literal is refused, as `LitStr::parse` does. */
  string(role: TextRole, expected = "a string"): Text | null {
    if (this.failure) return null;
    if (this.#failedAtEndOrGroup(expected)) return null;
    const token = this.next;
    if (token?.kind === "string") {
      this.#advance();
      return this.#keep(
        { value: "", range: token.content ?? token.range, outer: token.range, source: "string", role },
        token,
      );
    }
    const kind = token ? literalKind(token) : null;
    if (kind) this.fail("notPlainString", expected, `UnexpectedLitKind(Str, ${kind})`);
    else this.#unexpected(expected, `ExpectedLiteral(${this.#found()}, ..)`);
    return null;
  }

  /** Reads an identifier or a string (`IdentOrTerm`). */
  name(role: TextRole, expected = "a name"): Text | null {
    const token = this.failure ? null : this.next;
    if (!token || !isIdentifier(token)) return this.string(role, expected);
    this.#advance();
    return this.#keep(
      { value: "", range: token.range, outer: token.range, source: "identifier", role },
      token,
    );
  }

  identifier(expected: string): Segment | null {
    if (this.failure || this.#failedAtEndOrGroup(expected)) return null;
    const token = this.next;
    if (token && isIdentifier(token)) {
      this.#advance();
      return { text: plainName(token), range: token.range };
    }
    this.#unexpected(expected, `ExpectedIdent(${this.#found()}, ..)`);
    return null;
  }

  /** Reads `#name`; the caller has seen the `#`. Null when no identifier follows. */
  flag(expected: string): Segment | null {
    const hash = this.next;
    if (!this.punctuation("#")) return null;
    const name = this.identifier(expected);
    if (!name || !hash) return null;
    const flag = { text: `#${name.text}`, range: { start: hash.range.start, end: name.range.end } };
    this.flags.push(flag);
    return flag;
  }

  /** Reads elements separated by commas, with an optional comma at the end, until nothing is left (`Punctuated::parse_terminated`). */
  list<T>(element: () => T | null): T[] | null {
    const elements: T[] = [];
    while (!this.done) {
      const parsed = element();
      if (parsed === null) return null;
      elements.push(parsed);
      if (!this.done && !this.punctuation(",")) return null;
    }
    return this.failure ? null : elements;
  }

  /** Records why reading stops. The range is the next token's, or that of the last one read. */
  fail(
    kind: ArgumentFailure["kind"],
    expected: string,
    upstream: string,
    at?: TextRange,
    crashes = false,
  ): null {
    const found = this.next;
    const range = at ?? found?.range ?? this.#tokens.at(-1)?.range ?? this.#whole;
    this.failure ??= { kind, range, expected, found, upstream, crashes };
    return null;
  }

  /** Continues in the content of a group that is the next token (`peek_delimited`). */
  enter(): Cursor {
    const group = this.next;
    if (group?.kind !== "group") return this;
    return new Cursor(group.tokens ?? [], group.range);
  }

  /** Ends what `enter` began: takes over the texts, the failure and what was left in the group. */
  leave(inner: Cursor): void {
    this.texts.push(...inner.texts);
    this.failure ??= inner.failure;
    this.#advance();
    this.#left = inner.rest;
  }

  #unexpected(expected: string, upstream: string): void {
    this.fail("unexpected", expected, upstream);
  }

  #failedAtEndOrGroup(expected: string): boolean {
    if (this.done) this.fail("missing", expected, "EOF");
    else if (this.next?.kind === "group") this.#unexpected(expected, "UnexpectedDelim(..)");
    return this.failure !== null;
  }

  #found(): string {
    return this.next ? tokenKind(this.next) : "Eof";
  }

  #keep(text: Text, token: Token): Text {
    const value = token.kind === "string" ? contentOf(token) : plainName(token);
    const kept = { ...text, value };
    this.texts.push(kept);
    return kept;
  }

  #advance(): true {
    this.#index++;
    return true;
  }
}

/** rustc's lexer makes keywords and `_` identifiers too; the parsers do not tell them apart. */
const isIdentifier = (token: Token): boolean => token.kind === "identifier" || token.kind === "rawIdentifier";

const plainName = (token: Token): string =>
  token.kind === "rawIdentifier" ? token.text.replace(/^r#/, "") : token.text;

const contentOf = (token: Token): string => {
  const content = token.content ?? token.range;
  return token.text.slice(content.start - token.range.start, content.end - token.range.start);
};
