/** Which attribute the frontend refuses, by what it says where it gives no place. */
import type { Finding } from "./finding.ts";
import type { Spot, WrittenItem } from "./placeModel.ts";

/** Null when the reason speaks of no attribute, or when several may be meant. */
export function placeReason({ detail }: Finding, written: WrittenItem): Spot | null {
  for (const [pattern, names] of REASONS) {
    const match = pattern.exec(detail);
    if (!match) continue;
    const wanted = names.length > 0 ? names : [match[1] ?? ""];
    const [only, ...others] = written.attributes.filter(({ name }) => wanted.includes(name));
    if (!only || others.length > 0) return null;
    const [clause, ...more] = written.clauses.filter(({ attribute }) => attribute.start === only.range.start);
    return {
      range: only.range,
      clause: clause && more.length === 0 ? clause : null,
      precision: "attribute",
      isSure: true,
      what: "",
      related: [],
    };
  }
  return null;
}

/** Texts of spec_parsers/ and the attributes that each is about; none stands for the one that the text names. */
const REASONS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/unknown (?:function|closure) attribute: ([\p{L}\p{N}_]+)/u, []],
  [/attribute ([\p{L}\p{N}_]+) has been (?:declared|instantiated) multiple times/u, []],
  [/wrong number of function arguments given|could not find name/, ["args"]],
  [/specified rr::returns and rr::ok at the same time/, ["ok"]],
  [/specified rr::ok but the return type is neither/, ["ok"]],
  [/multiple refines specifications given/, ["refines"]],
  [/no invariant specifications given/, ["refined_by"]],
  [/(?:ambiguous specification of capture|by-value capture)/, ["capture"]],
];
