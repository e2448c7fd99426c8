/** The plain string that says the same as another literal. */
import type { Token } from "../../syntax/model.ts";

/**
 * Source text of the plain string for a literal of another kind; the token's own text when it is no such literal; null
 * when the content cannot be written so: a plain string has no way to hold a backslash that RefinedRust takes as one.
 */
export function plainString(token: Token): string | null {
  const content = contentOf(token);
  switch (token.kind) {
    case "rawString":
      return content.includes("\\") ? null : `"${content.replaceAll('"', '\\"')}"`;
    case "byteString":
    case "cString":
      if (/^b?c?r/.test(token.text))
        return content.includes("\\") ? null : `"${content.replaceAll('"', '\\"')}"`;
      return `"${content}"`;
    case "char":
    case "byte":
      return content === '"' ? '"\\""' : `"${content}"`;
    case "integer":
    case "float":
      return `"${token.text}"`;
    default:
      return token.text;
  }
}

const contentOf = (token: Token): string =>
  token.content
    ? token.text.slice(token.content.start - token.range.start, token.content.end - token.range.start)
    : token.text;
