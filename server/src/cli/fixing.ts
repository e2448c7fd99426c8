/** `check --fix`: applies safe fixes to a file until none is left. */
import { chmodSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Problem, RustFile } from "../annotations/model.ts";
import { messageOf } from "../disk/node.ts";
import { safeFixes } from "../features/safeFixes.ts";
import { applyEdits } from "../text.ts";
import type { CheckedFile } from "./result.ts";
import type { SourceFile } from "./sources.ts";

/** A fix may uncover another one, but not for ever. */
const MOST_ROUNDS = 20;

export interface Checked {
  readonly file: RustFile;
  readonly problems: readonly Problem[];
}

/** Writes the mended file and says what is left; when it cannot be written, what was there before. */
export function fixFile(
  source: SourceFile,
  before: Checked,
  check: (text: string) => Checked,
  failed: (path: string, why: string) => void,
): CheckedFile {
  let now = before;
  let fixed = 0;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const { edits, problems } = safeFixes(now.problems);
    if (problems === 0) break;
    fixed += problems;
    now = check(applyEdits(now.file.text, edits));
  }
  if (now.file.text === before.file.text) return { path: source.path, ...before, fixed: 0 };
  try {
    replaceFile(source.location, (source.hasMark ? "\ufeff" : "") + now.file.text);
  } catch (error) {
    failed(source.path, messageOf(error));
    return { path: source.path, ...before, fixed: 0 };
  }
  return { path: source.path, ...now, fixed };
}

/** Nobody ever reads half a file: the new text is written beside the old one and takes its name. */
function replaceFile(location: string, text: string): void {
  const target = realpathSync(location);
  const scratch = join(dirname(target), `.${basename(target)}.${process.pid}.rr-tools`);
  try {
    writeFileSync(scratch, text);
    chmodSync(scratch, statSync(target).mode);
    renameSync(scratch, target);
  } finally {
    rmSync(scratch, { force: true });
  }
}
