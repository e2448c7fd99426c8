/** `check PATH...`: reads all files before it checks the first, so that each knows the traits of the others. */
import type { RustFile } from "../annotations/model.ts";
import { traitsByName, traitsOf } from "../project/traitFacts.ts";
import type { Checker } from "./checker.ts";
import { CLEAN, ERRORS_FOUND, FAILED } from "./exitCodes.ts";
import { type Checked, fixFile } from "./fixing.ts";
import { counts, type Report } from "./result.ts";
import { type SourceFile, sources } from "./sources.ts";

/** Prints the report; the exit status. Files that cannot be read are named on standard error. */
export function checkPaths(checker: Checker, paths: readonly string[], report: Report, fix: boolean): number {
  let looked = 0;
  let failures = 0;
  const failed = (path: string, why: string) => {
    failures++;
    process.stderr.write(`rr-tools: ${path}: ${why}\n`);
  };
  const parsed: { readonly source: SourceFile; readonly file: RustFile }[] = [];
  for (const source of sources(paths, (location) => checker.hotword(location), failed)) {
    looked++;
    if (source.text === null) continue;
    parsed.push({ source, file: checker.parse(source.text, source.location, source.hotword) });
  }
  const traits = traitsByName(parsed.flatMap(({ file }) => traitsOf(file)));
  const check = (file: RustFile): Checked => ({ file, problems: checker.check(file, traits) });
  const files = parsed.map(({ source, file }) => {
    const again = (text: string) => check(checker.parse(text, source.location, source.hotword));
    return fix
      ? fixFile(source, check(file), again, failed)
      : { path: source.path, ...check(file), fixed: 0 };
  });
  const result = { files, looked, failures };
  process.stdout.write(report(result));
  if (failures > 0) return FAILED;
  return counts(result).error > 0 ? ERRORS_FOUND : CLEAN;
}
