/** Whatever is typed in whatever order: the server ends up saying what it says of the same text opened afresh. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import fc from "fast-check";
import { LineIndex } from "../server/src/text.ts";
import { LanguageServer } from "./support/languageServer.ts";
import { withoutMarkers } from "./support/markers.ts";

const folder = join(import.meta.dirname, "fixtures", "attributes");
const texts = readdirSync(folder).map((name) => withoutMarkers(readFileSync(join(folder, name), "utf8")));

const PIECES = [
  "",
  "\n",
  "\r\n",
  '"',
  "]",
  "{",
  "}",
  "//",
  "/*",
  "#[rr::",
  '#[rr::requires("x")]\n',
  "rr::skip",
  "fn f() {}\n",
  "γ",
  "𝔸",
  "returns",
  " = ",
];

/** Positions as shares of the text, so that they fit whatever the text has become. */
const edit = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.oneof({ weight: 5, arbitrary: fc.nat(3) }, { weight: 1, arbitrary: fc.nat(200) }),
  text: fc.oneof(fc.constantFrom(...PIECES), fc.string({ maxLength: 3 })),
});
const session = fc.record({
  text: fc.constantFrom(...texts),
  notifications: fc.array(fc.array(edit, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 8 }),
});

const servers: LanguageServer[] = [];
before(async () => {
  servers.push(await LanguageServer.start());
});
after(async () => {
  for (const server of servers) await server.stop();
});

test("edits in any order lead to the diagnostics of the final text", async () => {
  const [server] = servers;
  assert.ok(server);
  let document = 0;
  await fc.assert(
    fc.asyncProperty(session, async ({ text, notifications }) => {
      const edited = `file:///edited${++document}/part.rs`;
      const fresh = `file:///fresh${document}/part.rs`;
      let now = text;
      let version = 1;
      await server.open(edited, now, version);
      for (const edits of notifications) {
        const changes = edits.map(({ at, length, text: inserted }) => {
          const lines = new LineIndex(now);
          const start = Math.floor(at * now.length);
          const range = { start: lines.positionAt(start), end: lines.positionAt(start + length) };
          const [from, to] = [lines.offsetAt(range.start), lines.offsetAt(range.end)];
          now = now.slice(0, from) + inserted + now.slice(to);
          return { range, text: inserted };
        });
        await server.change(edited, ++version, changes);
      }
      await server.open(fresh, now);
      const found = JSON.stringify(await server.diagnostics(edited, version));
      const expected = JSON.stringify(await server.diagnostics(fresh, 1));
      assert.equal(found.replaceAll(edited, fresh), expected);
      await server.close(edited);
      await server.close(fresh);
    }),
    { numRuns: 60 },
  );
});
