/** The problems of a very long document, piece by piece: only the pieces that an edit touched are read and checked again. */
import { checkFile } from "../annotations/check.ts";
import type { CheckOptions, Problem, TraitFacts } from "../annotations/model.ts";
import { shiftProblem } from "../annotations/moveProblem.ts";
import { traitsOf } from "../project/traitFacts.ts";
import type { RustFile } from "../syntax/model.ts";
import type { ParseSource, RustParser } from "../syntax/parser.ts";
import { segmentsOf } from "../syntax/segments.ts";

/** From this many UTF-16 units on a document is read in pieces. What a piece cannot know of another stays unknown. */
export const LARGE = 500_000;

interface Piece {
  readonly text: string;
  readonly file: RustFile;
  readonly traits: readonly TraitFacts[];
  /** Under the options of that key. */
  problems: { readonly key: string; readonly found: readonly Problem[] } | null;
}

export class Pieces {
  readonly #pieces: readonly Piece[];

  private constructor(pieces: readonly Piece[]) {
    this.#pieces = pieces;
  }

  /** Reads a text; the pieces that an earlier version had too are taken from it. */
  static of(parser: RustParser, text: string, source: ParseSource, before: Pieces | null): Pieces {
    const known = before === null ? [] : before.#pieces;
    const texts = segmentsOf(
      text,
      known.map((piece) => piece.text),
    );
    const [first, ...others] = known;
    const byText = new Map(others.map((piece) => [piece.text, piece]));
    return new Pieces(
      texts.map((piece, n) => {
        const same = n > 0 ? byText.get(piece) : first?.text === piece ? first : undefined;
        return same ?? read(parser, piece, n === 0 ? source : { ...source, path: "piece.rs" });
      }),
    );
  }

  get traits(): TraitFacts[] {
    return this.#pieces.flatMap((piece) => piece.traits);
  }

  /** Problems of all pieces, at their offsets in the whole text. */
  problems(options: CheckOptions): Problem[] {
    const key = JSON.stringify([options.lint, [...options.traits]]);
    let offset = 0;
    return this.#pieces.flatMap((piece) => {
      if (piece.problems?.key !== key) piece.problems = { key, found: checkFile(piece.file, options) };
      const moved = piece.problems.found.map((problem) => shiftProblem(problem, offset));
      offset += piece.text.length;
      return moved;
    });
  }
}

function read(parser: RustParser, text: string, source: ParseSource): Piece {
  const file = parser.read(text, source);
  return { text, file, traits: traitsOf(file), problems: null };
}
