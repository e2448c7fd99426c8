/** Which crates and output folders are looked at together. */
import type { Association } from "./association.ts";
import type { Crate } from "./crates.ts";
import type { OutputFolder } from "./outputFolder.ts";

/** Crates that share their output: the library and the program of one package may. */
export interface Group {
  readonly key: string;
  readonly crates: readonly Crate[];
  /** The folder in use first. */
  readonly outputs: readonly OutputFolder[];
  /** Nothing tells which of the folders is in use. */
  readonly isGuessed: boolean;
  /** There is a folder of the crate's name, but whose it is cannot be told. */
  readonly isUnclear: boolean;
  readonly trustsDebug: boolean;
}

export function groupsOf(crates: readonly Crate[], associations: readonly Association[]): Group[] {
  const grouped = new Map<string, Crate[]>();
  for (const crate of crates) {
    const key = `${crate.folder}#${crate.name}`;
    grouped.set(key, [...(grouped.get(key) ?? []), crate]);
  }
  return [...grouped].map(([key, members]) => {
    const own = associations
      .filter((association) => association.crates.some((crate) => members.includes(crate)))
      .toSorted((a, b) => rank(b) - rank(a));
    const [first] = members;
    const [used, other] = own;
    return {
      key,
      crates: members,
      outputs: own.map((association) => association.output),
      isGuessed: used !== undefined && other !== undefined && rank(used) === rank(other),
      isUnclear:
        own.length === 0 &&
        associations.some(({ output, crates: of }) => of.length === 0 && output.crateName === first?.name),
      trustsDebug: (own[0]?.configuration ?? first?.configuration)?.trustsDebug ?? false,
    };
  });
}

/** A folder that a configuration names comes before one that was only found, the current layout before the old one. */
function rank({ output, configuration }: Association): number {
  const root = configuration?.outputFolder;
  const isNamed = root != null && output.path.startsWith(`${root}/`);
  return (isNamed ? 2 : 0) + (output.layout === "current" ? 1 : 0);
}
