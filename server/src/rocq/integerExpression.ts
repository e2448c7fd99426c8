/** The value of a Rust expression of integer literals, as far as no type has to be inferred for it. */
import { integerLiteral } from "./integerLiteral.ts";

interface Range {
  readonly least: bigint;
  readonly largest: bigint;
}

/** By the name in Rust or in Rocq: `u8`, `ISize`. What has the size of a pointer has at least 32 bits. */
function rangeOf(type: string): Range {
  const bits = BigInt(/\d+$/.exec(type)?.[0] ?? "32");
  if (/^u/i.test(type)) return { least: 0n, largest: (1n << bits) - 1n };
  return { least: -(1n << (bits - 1n)), largest: (1n << (bits - 1n)) - 1n };
}

const fits = (value: bigint, { least, largest }: Range): boolean => least <= value && value <= largest;

/** Null for names, blocks, calls, and whatever has to be cut to its type. @param type Of the whole expression. */
export function integerExpression(text: string, type: string): bigint | null {
  // In front of a conversion a shift is cut to another type.
  if (/\bas\b/.test(text) && text.includes("<<")) return null;
  const tokens = text.match(/<<|>>|\w+|[^\s\w]/g) ?? [];
  let at = 0;

  const operand = (): bigint | null => {
    const token = tokens[at++] ?? "";
    if (token === "-") {
      const value = operand();
      return value === null ? null : -value;
    }
    if (token === "(") {
      const value = operation(0);
      return tokens[at++] === ")" ? value : null;
    }
    const literal = integerLiteral(token);
    return literal === null ? null : BigInt(literal);
  };
  const converted = (): bigint | null => {
    let value = operand();
    while (value !== null && tokens[at] === "as") {
      const target = tokens[at + 1] ?? "";
      at += 2;
      if (!/^[iu](?:8|16|32|64|128|size)$/.test(target) || !fits(value, rangeOf(target))) value = null;
    }
    return value;
  };
  const operation = (weakest: number): bigint | null => {
    let left = converted();
    for (;;) {
      const operator = tokens[at] ?? "";
      const strength = STRENGTH.get(operator);
      if (left === null || strength === undefined || strength < weakest) return left;
      at++;
      const right = operation(strength + 1);
      left = right === null ? null : calculated(operator, left, right);
      if (operator === "<<" && left !== null && !fits(left, rangeOf(type))) left = null;
    }
  };

  const value = operation(0);
  // What does not fit otherwise is an error of the compiler.
  return at === tokens.length ? value : null;
}

const STRENGTH: ReadonlyMap<string, number> = new Map(
  ["|", "^", "&", "<< >>", "+ -", "* / %"].flatMap((operators, strength) =>
    operators.split(" ").map((operator) => [operator, strength] as const),
  ),
);

function calculated(operator: string, left: bigint, right: bigint): bigint | null {
  switch (operator) {
    case "|":
      return left | right;
    case "^":
      return left ^ right;
    case "&":
      return left & right;
    case "+":
      return left + right;
    case "-":
      return left - right;
    case "*":
      return left * right;
    default:
      break;
  }
  if (operator === "/" || operator === "%") {
    if (right === 0n) return null;
    return operator === "/" ? left / right : left % right;
  }
  if (right < 0n || right > 127n) return null;
  return operator === "<<" ? left << right : left >> right;
}
