/** Snippets of the protocol's syntax for clients that cannot fill them in. */

/** The text with each placeholder replaced by its default: `${1:x}` by `x`, `${1|a,b|}` by `a`, `$1` by nothing. */
export const withoutPlaceholders = (snippet: string): string =>
  snippet
    .replace(/\$\{\d+\|([^,|]*)[^|]*\|\}/g, "$1")
    .replace(/\$\{\d+:((?:\\.|[^}\\])*)\}/g, "$1")
    .replace(/(?<!\\)\$\d+/g, "")
    .replace(/\\([\\$}])/g, "$1");
