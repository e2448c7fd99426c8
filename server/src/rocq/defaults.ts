/** What stands for a type parameter that is left out. */
import type { RustType, TypeParameter } from "../syntax/model.ts";
import type { Located } from "./crate.ts";

/** The default of a parameter as written, as far as it is a mere path; null when there is none. `at` declares it. */
export function defaultOf(declared: TypeParameter, { source }: Located): string | null {
  const last = declared.bounds.at(-1)?.range.end ?? declared.range.end;
  return /^\s*:?\s*=\s*([\w:]+)\s*[,>]/.exec(source.file.text.slice(last, last + 200))?.[1] ?? null;
}

/** The types of the parameters from this one on, to be read where `at` stands; null when one is no path or depends on others. */
export function defaultArguments(at: Located, from: number): RustType[] | null {
  const { types } = at.item.generics;
  const own = new Set(["Self", ...types.map(({ text }) => text)]);
  const found = types.slice(from).flatMap((declared): RustType[] => {
    const text = defaultOf(declared, at);
    const segments = (text ?? "").split("::").map((name) => ({ name, arguments: [], lifetimes: [] }));
    const isOpen = text === null || own.has(segments[0]?.name ?? "");
    return isOpen ? [] : [{ kind: "path", range: declared.range, text, segments, qualifiedSelf: null }];
  });
  return found.length === types.length - from ? found : null;
}
