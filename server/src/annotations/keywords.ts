/** Words that rustc does not take as a segment of an attribute's path. */

const RESERVED = new Set(
  [
    "as async await break const continue dyn else enum extern false fn for if impl in let loop match mod move mut pub",
    "ref return static struct trait true type unsafe use where while",
    "abstract become box do final macro override priv try typeof unsized virtual yield",
  ]
    .join(" ")
    .split(" "),
);

/** True for a keyword of edition 2021 that is no path keyword such as `self` (`parse_path_segment_ident` of rustc). */
export const isReserved = (word: string): boolean => RESERVED.has(word);
