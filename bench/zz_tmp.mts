import { annotatedFile } from "./annotatedFile.ts";
import { createRustParser } from "../server/src/syntax/parser.ts";
import { createSnapshot } from "../server/src/features/snapshot.ts";
import { diagnostics } from "../server/src/features/diagnostics.ts";
import { traitsOf } from "../server/src/project/traitFacts.ts";
const text = annotatedFile(700, { seed: 7 });
const parser = await createRustParser();
const places = [...text.matchAll(/rr::(requires|ensures|returns|invariant)\("/g)].map((m) => m.index + m[0].length);
let doc = parser.parse(text, { path: "lib.rs", hotword: "rr" });
const t = { parse: 0, traits: 0, annotate: 0, check: 0, lsp: 0 };
const N = 200;
const cpu = () => { const c = process.cpuUsage(); return (c.user + c.system) / 1000; };
let nproblems = 0;
for (let n = -20; n < N; n++) {
  const p = places[(n + 20) % places.length]!;
  const now = n % 2 ? text : text.slice(0, p) + "x" + text.slice(p);
  const a = cpu();
  doc = parser.parse(now, { path: "lib.rs", hotword: "rr" }, doc);
  const b = cpu();
  traitsOf(doc.file);
  const c = cpu();
  const s = createSnapshot({ uri: "file:///a", version: 1, file: doc.file, options: { lint: {}, traits: new Map() }, client: { snippets: true, hierarchicalSymbols: true, relatedInformation: true, markdown: true }, documentation: () => null });
  s.context;
  const d = cpu();
  nproblems = s.problems.length;
  const e = cpu();
  JSON.stringify(diagnostics(s));
  const f = cpu();
  if (n >= 0) { t.parse += b - a; t.traits += c - b; t.annotate += d - c; t.check += e - d; t.lsp += f - e; }
}
console.log(Object.entries(t).map(([k, v]) => `${k} ${(v / N).toFixed(2)}`).join("  "), "problems", nproblems);
