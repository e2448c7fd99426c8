/** Whether a file can hold annotations at all, told from its bytes before anything is decoded or parsed. */

/** Tools whose attributes are common in Rust code and surely no misspelling of ours. */
const OTHER_TOOLS = new Set(["rustfmt", "clippy", "diagnostic", "miri", "rust_analyzer", "rustdoc", "serde"]);

/**
 * True when the bytes (UTF-8) hold an attribute of the hotword, or one of an unknown tool that may be the hotword
 * misspelt. It may be true for a file without annotations, never false for one with.
 */
export function mayHoldAnnotations(content: Buffer, hotword: string): boolean {
  if (content.includes(`${hotword}::`)) return true;
  // Latin-1 keeps each ASCII character one character and decodes at copying speed.
  const text = content.toString("latin1");
  const ours = Buffer.from(hotword).toString("latin1");
  for (const [, tool = "", next] of text.matchAll(/#!?\s*\[\s*([A-Za-z_\x80-\xff][\w\x80-\xff]*)\s*(::)?/g)) {
    if (tool === ours || (next !== undefined && !OTHER_TOOLS.has(tool))) return true;
  }
  return false;
}
