/** One version of one document with everything that is known of it; every feature is a function of this. */
import { runChecks } from "../annotations/check.ts";
import type { CheckContext } from "../annotations/checks/context.ts";
import { annotate } from "../annotations/interpret.ts";
import type { CheckOptions, Problem, RustFile } from "../annotations/model.ts";
import type { Specifications } from "./specifications.ts";

export interface Snapshot {
  readonly uri: string;
  readonly version: number;
  readonly file: RustFile;
  readonly options: CheckOptions;
  readonly client: ClientAbilities;
  readonly specifications: Specifications;
  /** The address of a problem code's documentation, or null where there is none to open. */
  readonly documentation: (code: string) => string | null;
  /** Every item with an annotation, in source order and by index. */
  readonly context: CheckContext;
  readonly problems: readonly Problem[];
}

/** What the editor can show, as far as an answer depends on it. */
export interface ClientAbilities {
  readonly snippets: boolean;
  readonly hierarchicalSymbols: boolean;
  readonly relatedInformation: boolean;
  readonly markdown: boolean;
  /** Links in a hover may run the commands of our own client. */
  readonly commands: boolean;
}

/** What a snapshot is made of; annotations and problems follow from it. */
export type SnapshotSource = Omit<Snapshot, "context" | "problems">;

/** A snapshot that works out annotations and problems when they are first asked for; `check` may know a shorter way. */
export function createSnapshot(
  source: SnapshotSource,
  check: (context: () => CheckContext) => readonly Problem[] = (context) => runChecks(context()),
): Snapshot {
  let context: CheckContext | null = null;
  let problems: readonly Problem[] | null = null;
  return {
    ...source,
    get context() {
      context ??= contextOf(source);
      return context;
    },
    get problems() {
      problems ??= check(() => this.context);
      return problems;
    },
  };
}

function contextOf({ file, options }: SnapshotSource): CheckContext {
  const items = annotate(file);
  return { file, options, items, byIndex: new Map(items.map((item) => [item.item.index, item])) };
}
