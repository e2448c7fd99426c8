/** Explanations for clients that show text as it comes. */

/** The text without emphasis, fences and the quotes around code; what stands in a fence stays as it is. */
export function plainText(markdown: string): string {
  const [first = "", ...others] = markdown.split(/^```\w*$/m);
  const inProse = (text: string) => text.replace(/\*\*?(?=\S)([^*\n]+?)\*\*?/g, "$1").replaceAll("`", "");
  return others.reduce((text, part, n) => text + (n % 2 === 0 ? part.trim() : inProse(part)), inProse(first));
}
