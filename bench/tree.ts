/** Writes a crate of many files to disk, a part of them annotated, as a large real crate is. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { annotatedFile, plainFile } from "./annotatedFile.ts";

/** Makes `files` Rust files below `directory`; one in four is annotated (`share`), 20 files to a module folder. */
export function writeCrate(directory: string, files: number, { share = 0.25, lines = 200 } = {}): void {
  const source = join(directory, "src");
  mkdirSync(source, { recursive: true });
  writeFileSync(
    join(directory, "Cargo.toml"),
    '[package]\nname = "generated"\nversion = "0.1.0"\nedition = "2021"\n',
  );
  writeFileSync(join(source, "lib.rs"), annotatedFile(50, { crateRoot: true }));
  const every = Math.max(1, Math.round(1 / share));
  for (let n = 1; n < files; n++) {
    const folder = join(source, `part${Math.floor(n / 20)}`);
    mkdirSync(folder, { recursive: true });
    const text = n % every === 0 ? annotatedFile(lines, { seed: n }) : plainFile(lines);
    writeFileSync(join(folder, `file${n}.rs`), text);
  }
}
