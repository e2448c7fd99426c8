/** The value of a Rust integer literal in decimal digits; null for any other expression. */
export function integerLiteral(text: string): string | null {
  const match = /^(0x[\da-f_]+?|0o[0-7_]+|0b[01_]+|\d[\d_]*)(?:[ui](?:8|16|32|64|128|size))?$/i.exec(text);
  return match?.[1] === undefined ? null : BigInt(match[1].replaceAll("_", "").toLowerCase()).toString();
}
