/** `{..}` escapes: every rule of process_coq_literal, its regression cases, and what failing lookups do. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { type Expansion, expand, isExpanded, type Lookup } from "../server/src/annotations/escapes.ts";
import type { Text } from "../server/src/annotations/model.ts";
import { parsePlace } from "../server/src/annotations/places.ts";

const text = (value: string, offset = 0): Text => ({
  value,
  range: { start: offset, end: offset + value.length },
  outer: { start: offset - 1, end: offset + value.length + 1 },
  source: "string",
  role: "proposition",
});

interface Names {
  readonly types?: readonly string[];
  readonly lifetimes?: readonly string[];
  readonly literals?: Readonly<Record<string, string>>;
  /** `base.field.*`: a dereference is a projection `*`. */
  readonly places?: Readonly<Record<string, string>>;
  readonly unknown?: readonly string[];
}

function scope({ types = [], lifetimes = [], literals = {}, places = {}, unknown = [] }: Names): Lookup {
  const rest = (name: string) => (unknown.includes(name) ? "unknown" : "none");
  return {
    type(path) {
      const name = path.join("::");
      const printed = path.join("_");
      return types.includes(name)
        ? { found: { term: `${printed}_ty`, refinementType: `(${printed}_rt)` } }
        : rest(name);
    },
    lifetime: (name) => (lifetimes.includes(name) ? { found: `ulft_${name}` } : rest(`'${name}`)),
    literal(path) {
      const found = literals[path.join("::")];
      return found === undefined ? rest(path.join("::")) : { found };
    },
    place(place, modifier) {
      const found = places[[place.base, ...place.projections].join(".")];
      if (found === undefined) return rest(place.base);
      return { found: modifier === null ? found : `${found}_${modifier}` };
    },
  };
}

const NOTHING = scope({});
const T = scope({ types: ["T", "U", "Self", "T::Item"], lifetimes: ["a"] });

const output = (value: string, lookup: Lookup): string => expand(text(value), lookup).output;
const written = (value: string, expansion: Expansion): string[] =>
  expansion.escapes.map(({ range }) => value.slice(range.start, range.end));

describe("expand", () => {
  it("replaces each kind of escape by what RefinedRust prints", () => {
    const cases: [string, string][] = [
      ["{rt_of T} * {rt_of T}", "(T_rt) * (T_rt)"],
      ["{ty_of T} * {ty_of T}", "T_ty * T_ty"],
      ["{rt_of Self} * {rt_of Self}", "(Self_rt) * (Self_rt)"],
      ["{xt_of T}", "(RT_xt (T_rt))"],
      ["f {st_of T}", "f (ty_syn_type T_ty MetaNone)"],
      ["f {ly_of T}", "f (use_layout_alg' (ty_syn_type T_ty MetaNone))"],
      ["Inherit [{'a}]", "Inherit [ulft_a]"],
      ["{T}", "T_ty"],
      ["{rt_of T::Item}", "(T_Item_rt)"],
      ["{ rt_of  T }", "(T_rt)"],
      ["{rt_of\nT}", "(T_rt)"],
      ["({T},{T})", "(T_ty,T_ty)"],
      ["{T}.1", "T_ty.1"],
      ['once \\"NAME\\" {T}', 'once "NAME" T_ty'],
    ];
    for (const [value, expected] of cases) assert.equal(output(value, T), expected, value);
  });

  it("takes a specification attribute before a type", () => {
    const lookup = scope({
      types: ["Size"],
      literals: { Size: "(trait_attrs).(size)", "F::Pre": "(F_attrs).(Pre)" },
    });
    assert.equal(output("{Size} 4", lookup), "(trait_attrs).(size) 4");
    assert.equal(output("{F::Pre} π f *[x]", lookup), "(F_attrs).(Pre) π f *[x]");
  });

  it("finds captured places with projections and modifiers", () => {
    const lookup = scope({
      places: { a: "x", "a.b": "ab", "a.*.b.c": "deref first", "a.b.c.*": "deref last" },
    });
    assert.equal(output("{a}", lookup), "x");
    assert.equal(output("{a.b}", lookup), "ab");
    assert.equal(output("{(*a).b.c}", lookup), "deref first");
    assert.equal(output("{*a.b.c}", lookup), "deref last");
    assert.equal(output("blub ({*a.b.c.*new})", lookup), "blub (deref last_new)");
  });

  it("leaves what no rule matches", () => {
    const values = [
      "{[ x ]}",
      "{[x := 1]}",
      "{| a := 1 |}",
      "{x;y}",
      "`{!fooG Σ}",
      "{γ}",
      "{x'}",
      "{-1}",
      "{#T}",
      "{foo_of T}",
      "{rt_of T, U}",
      "{ F :: Pre }",
      "{rt_of T",
      "{rt_of 1T}",
      "{rt_of\\tT}",
    ];
    for (const value of values) {
      const expansion = expand(text(value), NOTHING);
      assert.equal(expansion.output, value);
      assert.deepEqual(expansion.escapes, []);
    }
  });

  it("turns doubled braces into single ones, after the escapes", () => {
    assert.equal(output("{{rt_of Bla}}", NOTHING), "{rt_of Bla}");
    assert.equal(output("{{x}}", NOTHING), "{x}");
    assert.equal(output("$#@{{ {rt_of T} }} b", T), "$#@{ (T_rt) } b");
    assert.equal(output("{{{rt_of T}}}", T), "{{rt_of T}}");
    assert.equal(output("{{{{x}}}}", NOTHING), "{{x}}");
    assert.equal(output("{{}}", NOTHING), "{}");
  });

  it("prints ERR for a failing lookup and swallows the character before it", () => {
    assert.equal(output("f {x}", NOTHING), "fERR");
    assert.equal(output("{x}", NOTHING), "ERR");
    assert.equal(output("a  {x} b", NOTHING), "a ERR b");
    assert.equal(output("f {}", NOTHING), "fERR");
    assert.equal(output("f { }", NOTHING), "fERR");
    assert.equal(output("n = {0}", NOTHING), "n =ERR");
    assert.equal(output("{*}", NOTHING), "ERR");
    assert.equal(output("\\u{2200} x", NOTHING), "\\ERR x");
    assert.equal(output("👻{x}", NOTHING), "ERR");
    assert.equal(output("`{Foo} a", NOTHING), "ERR a");
    assert.equal(output("{'static}", T), "ERR");
    assert.equal(output("{T::Other}", T), "ERR");
  });

  it("misses an escape that shares its preceding character with one of the same rule", () => {
    assert.equal(output("{rt_of T}{rt_of U}", T), "(T_rt){rt_of U}");
    assert.equal(output("{'a}{'a}", T), "ulft_a{'a}");
    assert.equal(output("{T}{T}", T), "T_tERR", "rule 8 finds the second one and looks for a place");
    assert.equal(output("{rt_of T}{st_of T}", T), "(T_rt)(ty_syn_type T_ty MetaNone)", "another rule");
    assert.equal(
      output("{rt_of T}{st_of V}", T),
      "(T_rtERR",
      "the swallowed character was printed by rule 1",
    );
    const value = "f {T}{U}{T}";
    const { missed } = expand(text(value, 10), T);
    assert.deepEqual(missed, [
      { kind: "name", first: { start: 12, end: 15 }, second: { start: 15, end: 18 }, outcome: "resolved" },
    ]);
  });

  it("reads braces around an escape as one themselves", () => {
    const value = "$#@{ {T} }";
    const expansion = expand(text(value), T);
    assert.equal(expansion.output, "$#ERR");
    const outer = expansion.escapes.at(-1);
    assert.equal(outer?.nested, true);
    assert.equal(value.slice(outer?.range.start, outer?.range.end), "{ {T} }");
  });

  it("says where each escape stands in the file, through earlier replacements", () => {
    const value = 'a \\"b\\" {rt_of T} {T::Item} {\'a} {c.d}';
    const offset = 100;
    const found = expand(text(value, offset), T).escapes;
    const at = (range: { start: number; end: number }) =>
      value.slice(range.start - offset, range.end - offset);
    assert.deepEqual(
      found.map(({ kind, range, replaced, name, outcome }) => [
        kind,
        at(range),
        at(replaced),
        at(name),
        outcome,
      ]),
      [
        ["rt_of", "{rt_of T}", " {rt_of T}", "T", "resolved"],
        ["lifetime", "{'a}", " {'a}", "a", "resolved"],
        ["name", "{T::Item}", " {T::Item}", "T::Item", "resolved"],
        ["place", "{c.d}", " {c.d}", "c.d", "unresolved"],
      ],
    );
  });

  it("is not exact when a lookup does not know", () => {
    const lookup = scope({ types: ["T"], unknown: ["T::Attr", "x", "T"] });
    assert.deepEqual(
      expand(text("{T::Attr}"), lookup).escapes.map(({ outcome }) => outcome),
      ["unknown"],
    );
    assert.equal(expand(text("{T::Attr}"), lookup).exact, false);
    assert.equal(expand(text("{x}"), lookup).exact, false);
    assert.equal(expand(text("{rt_of T}"), lookup).exact, true);
    const either = expand(text("{T}"), lookup);
    assert.equal(either.escapes[0]?.outcome, "resolved", "an attribute or the type: one of them is there");
    assert.equal(either.exact, false);
  });

  it("points out braces that only look like an escape", () => {
    for (const value of ["{foo_of T}", "{RT_OF T}", "{rt_of T, U}", "{ F :: Pre }"]) {
      assert.deepEqual(expand(text(value), T).lookalikes, [{ start: 0, end: value.length }], value);
    }
    for (const value of ["{[ x ]}", "{{rt_of T}}", "{x | P}", "`{!onceG Σ memory_layout}", "{rt_of T}"]) {
      assert.deepEqual(expand(text(value), T).lookalikes, [], value);
    }
  });
});

describe("expand, for any text", () => {
  const pieces = fc.constantFrom(
    "{",
    "}",
    "{{",
    "}}",
    "{T}",
    "{rt_of T}",
    "{U::X}",
    "{'a}",
    "{*a.b}",
    "(",
    ")",
    " ",
    "a",
    "👻",
    '\\"',
    "γ",
    ".*new",
    "\n",
    "::",
    "xt_of ",
  );
  const soup = fc.oneof(
    fc.array(pieces, { maxLength: 30 }).map((parts) => parts.join("")),
    fc.string({ unit: "binary" }),
  );

  it("never throws, and its ranges lie in the text", () => {
    fc.assert(
      fc.property(soup, fc.nat(50), (value, offset) => {
        for (const lookup of [NOTHING, T, scope({ unknown: ["T", "a"] })]) {
          const { escapes, missed, lookalikes } = expand(text(value, offset), lookup);
          for (const { range, replaced } of escapes) {
            const inside = value.slice(range.start - offset, range.end - offset);
            assert.ok(inside.startsWith("{") && inside.endsWith("}"), inside);
            assert.ok(replaced.start <= range.start && replaced.end === range.end);
          }
          for (const { first, second } of missed) assert.equal(first.end, second.start);
          for (const range of lookalikes)
            assert.ok(range.start >= offset && range.end <= offset + value.length);
        }
      }),
    );
  });

  it("only decodes quotes where there are no braces", () => {
    fc.assert(
      fc.property(fc.string(), (value) => {
        const plain = value.replace(/[{}]/g, "");
        assert.equal(output(plain, NOTHING), plain.replaceAll('\\"', '"'));
      }),
    );
  });

  it("reads an escape that stands alone as written, whatever surrounds it", () => {
    const name = fc.stringMatching(/^[A-Z][A-Za-z0-9_]{0,6}$/);
    fc.assert(
      fc.property(name, fc.constantFrom("rt_of", "xt_of", "st_of", "ly_of", "ty_of"), (type, kind) => {
        const value = `f {${kind} ${type}} x`;
        const found = expand(text(value), scope({ types: [type] }));
        assert.deepEqual(written(value, found), [`{${kind} ${type}}`]);
        assert.ok(found.output.includes(`${type}_`) && !found.output.includes("ERR"));
      }),
    );
  });
});

describe("isExpanded", () => {
  it("is false for what RefinedRust copies as it is", () => {
    assert.equal(isExpanded(text("x")), true);
    assert.equal(isExpanded({ ...text("x"), source: "identifier" }), false);
    for (const role of ["binder", "hypothesis", "ghostName", "verbatim", "tactic", "local", "name"] as const)
      assert.equal(isExpanded({ ...text("x"), role }), false, role);
    for (const role of ["pattern", "proof", "context", "semanticType"] as const)
      assert.equal(isExpanded({ ...text("x"), role }), true, role);
  });
});

describe("parsePlace", () => {
  it("parses as upstream's parser combinators do", () => {
    const cases: [string, string | null][] = [
      ["x", "x"],
      ["x.0.y", "x.0.y"],
      ["*x.y", "x.y.*"],
      ["(*x).y", "x.*.y"],
      ["**x", "x.*.*"],
      ["*(*x).y", "x.*.*.y"],
      ["((x)).y", "x.y"],
      ["x.*new", "x!new"],
      ["*x.*new", "x.*!new"],
      ["x.*new.rest", "x!new"],
      ["x)", "x"],
      ["", null],
      ["*", null],
      ["(x", null],
      ["(*x", null],
      [".x", null],
      ["()", null],
    ];
    for (const [source, expected] of cases) {
      const parsed = parsePlace(source);
      const shown = parsed && [parsed.place.base, ...parsed.place.projections].join(".");
      assert.equal(parsed?.modifier ? `${shown}!${parsed.modifier}` : shown, expected, source);
    }
  });
});
