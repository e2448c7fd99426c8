/** How a type's layout is fixed by `#[repr(..)]`. */
import type { Item } from "../syntax/model.ts";

export interface Representation {
  /** `Rust`, `C` or `Transparent`. */
  readonly name: string;
  /** The integer type of an enum's discriminant, by its Rocq name. */
  readonly discriminant: string;
  readonly refused: string | null;
}

const INTEGER = /^([iu])(8|16|32|64|128|size)$/;

/** Upstream: get_struct_representation in translation/src/types/translator.rs. */
export function representation(item: Item): Representation {
  const words = item.foreign
    .filter((attribute) => attribute.path === "repr")
    .flatMap((attribute) => words_(attribute.tokens));
  const integer = words.map((word) => INTEGER.exec(word)).find((match) => match !== null);
  const discriminant = integer
    ? `${integer[1]?.toUpperCase()}${integer[2] === "size" ? "Size" : integer[2]}`
    : "ISize";
  const refused = ["simd", "packed"].find((word) => words.includes(word));
  return {
    name: words.includes("C") ? "C" : words.includes("transparent") ? "Transparent" : "Rust",
    discriminant,
    refused:
      refused === undefined || words.includes("C") || words.includes("transparent")
        ? null
        : `RefinedRust does currently not support the ${refused === "simd" ? "SIMD" : "repr(packed)"} flag`,
  };
}

const words_ = (tokens: Item["foreign"][number]["tokens"]): string[] =>
  tokens.flatMap((token) => (token.kind === "group" ? words_(token.tokens ?? []) : [token.text]));
