/**
 * Edits the 700-line file as many times as the argument says, as a process of its own, and after each edit previews one of
 * its functions. Prints the median milliseconds from the parsed text to the preview, which is what a preview adds to the
 * check of the edit.
 */
import { loneFile, previewCrate } from "../server/src/project/previewCrate.ts";
import { Previewer } from "../server/src/rocq/preview.ts";
import { createRustParser } from "../server/src/syntax/parser.ts";
import { annotatedFile } from "./annotatedFile.ts";
import { median } from "./statistics.ts";

async function run(rounds: number): Promise<number> {
  const parser = await createRustParser();
  const source = { path: "src/lib.rs", hotword: "rr" };
  const text = annotatedFile(700, { seed: 7 });
  const places = [...text.matchAll(/rr::(?:requires|ensures|returns|invariant)\("/g)];
  let document = parser.parse(text, source);
  const times: number[] = [];
  for (let round = -WARM_UP; round < rounds; round++) {
    const place = places[(round + WARM_UP) % places.length];
    const at = place ? place.index + place[0].length : 0;
    document = parser.parse(
      `${text.slice(0, at)}${"x".repeat(1 + (round & 1))}${text.slice(at)}`,
      source,
      document,
    );
    const { file } = document;
    const functions = file.items.filter((item) => item.kind === "function" && item.attributes.length > 0);
    const item = functions[(round + WARM_UP) % functions.length];
    const started = performance.now();
    const { crate, sources } = previewCrate([loneFile(source.path, file)], []);
    const preview = sources[0] && item ? new Previewer(crate).previewItem(sources[0], item) : null;
    if (round >= 0) times.push(performance.now() - started);
    if (!preview) throw new Error("a function has no preview");
  }
  return median(times);
}

/** The first rounds are those of an editor that was just started. */
const WARM_UP = 50;

run(Number(process.argv[2] ?? 100)).then(
  (time) => process.stdout.write(`${JSON.stringify(time)}\n`),
  (error) => {
    console.error(error);
    process.exitCode = 1;
  },
);
