/** The first difference of two printed definitions, in words. */

/** A sentence of markdown: which field differs, what was generated, and what it would be now. The texts differ. */
export function firstDifference(generated: string, now: string): string {
  const [before, after] = [generated.split("\n"), now.split("\n")];
  const line = after.findIndex((text, index) => text !== before[index]);
  const at = line < 0 ? after.length : line;
  const [old, current] = [before[at] ?? "", after[at] ?? ""];
  const where = `${capitalised(placeOf(after, before, at))}:`;
  const [removed, added] = middle(old, current);
  if (removed.trim() === "") return `${where} ${quoted(added)} is new.`;
  if (added.trim() === "") return `${where} ${quoted(removed)} is gone.`;
  return `${where} ${quoted(removed)} was generated, ${quoted(added)} would be now.`;
}

const FIELDS: Readonly<Record<string, string>> = {
  params: "the parameters",
  elctx: "the lifetimes",
  args: "the arguments",
  precondition: "the precondition",
  "trait reqs": "the trait requirements",
  existential: "the result",
  postcondition: "the postcondition",
};

/** The field of a specification around the line, else the definition. */
function placeOf(now: readonly string[], before: readonly string[], line: number): string {
  const text = now[line] ?? before[line] ?? "";
  const own = fieldOf(text) ?? fieldOf(before[line] ?? "");
  if (own) return own;
  for (let at = Math.min(line, now.length - 1); at >= 0; at--) {
    const field = fieldOf(now[at] ?? "");
    if (field) return field;
    const name = /^\s*(?:Program |Global |#\[\w+\] )*(?:Definition|Record|Section|Lemma|Instance)\s+(\S+)/u;
    const definition = name.exec(now[at] ?? "")?.[1]?.replace(/\.$/, "");
    if (definition) return `\`${definition}\``;
  }
  return "the text";
}

const fieldOf = (line: string): string | undefined =>
  FIELDS[/^\s*\(\* ([a-z][a-z ]*?)\.* \*\)/.exec(line)?.[1] ?? ""];

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** What the two lines do not share, grown to whole words and cut to a readable length. */
function middle(old: string, now: string): [string, string] {
  let start = 0;
  while (start < Math.min(old.length, now.length) && old[start] === now[start]) start++;
  let end = 0;
  const most = Math.min(old.length, now.length) - start;
  while (end < most && old[old.length - 1 - end] === now[now.length - 1 - end]) end++;
  const isWord = (text: string, at: number): boolean => WORD.test(text.charAt(at));
  while (start > 0 && isWord(now, start - 1) && (isWord(now, start) || isWord(old, start))) start--;
  const ends = (text: string): number => text.length - end;
  while (end > 0 && isWord(now, ends(now)) && (isWord(now, ends(now) - 1) || isWord(old, ends(old) - 1)))
    end--;
  return [old.slice(start, ends(old)), now.slice(start, ends(now))];
}

const WORD = /[\p{L}\p{N}_']/u;
const LONGEST = 60;

function quoted(text: string): string {
  const one = text.trim().replaceAll("`", "'");
  return `\`${one.length > LONGEST ? `${one.slice(0, LONGEST)}…` : one}\``;
}
