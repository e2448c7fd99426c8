/** The rules of `rr::ok`: no `rr::returns`, an Option or a Result, and only pure clauses after it. */
import type { Item, RustFile, RustType } from "../../syntax/model.ts";
import type { AnnotatedItem, Annotation, Problem, Proposition } from "../model.ts";
import { parentOf } from "../position.ts";
import { type Check, nameRange, refused } from "./context.ts";
import { refusal } from "./outcome.ts";
import { removal } from "./removal.ts";

/** Reported first by the frontend, whatever the return type is (add_default_spec). */
export const okRules: Check = (item, { file }) => {
  const ok = item.annotations.find((annotation) => annotation.name === "ok");
  if (!ok || !item.parsed || !item.item.signature) return [];
  const returns = item.annotations.find((a) => a.name === "returns" && a.arguments);
  const refuses = refusal(item.position);
  const problems = impureClauses(item, ok, refuses);
  if (returns) {
    const message = `\`rr::returns\` and \`rr::ok\` exclude each other: after \`rr::ok\` the payload is \`ret\`, described by \`rr::ensures\`. ${refuses}`;
    problems.push(
      refused("ok-with-returns", nameRange(returns), message, [removal(returns, file), removal(ok, file)]),
    );
  } else if (isCertainlyInfallible(item.item, file)) {
    const message = `\`rr::ok\` describes the success of a function that returns \`Option\` or \`Result\`; this one returns ${shown(item.item)}. ${refuses}`;
    problems.push(refused("ok-on-other-type", nameRange(ok), message, [removal(ok, file)]));
  }
  return problems;
};

const shown = (item: Item): string => {
  const type = item.signature?.returnType;
  return type ? `\`${type.text}\`` : "nothing";
};

function impureClauses(item: AnnotatedItem, ok: Annotation, refuses: string): Problem[] {
  return item.annotations.slice(item.annotations.indexOf(ok) + 1).flatMap((annotation): Problem[] => {
    if (annotation.arguments?.kind !== "proposition") return [];
    const { kind } = annotation.arguments.proposition;
    if (kind === "pure" || (annotation.name === "requires" && ALWAYS_ALLOWED.includes(kind))) return [];
    const flag = annotation.flags[0];
    const message = `After \`rr::ok\` only pure clauses are allowed, not \`#${kind}\`. ${refuses} Move the clause above \`rr::ok\`.`;
    return [refused("impure-clause-after-ok", flag?.range ?? nameRange(annotation), message)];
  });
}

/** In `requires` these two are taken out before the rule applies (handle_common_attributes). */
const ALWAYS_ALLOWED: readonly Proposition["kind"][] = ["linktime", "trait"];

/** True when the return type is surely neither Option nor Result; an alias from elsewhere may be one. */
function isCertainlyInfallible(item: Item, file: RustFile): boolean {
  const type = item.signature?.returnType ?? null;
  if (!type) return item.kind === "function";
  return isCertainlyOther(type, item, file, 0);
}

const PRIMITIVES = new Set(
  "bool char str i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize f32 f64 String Vec Box".split(" "),
);

function isCertainlyOther(type: RustType, item: Item, file: RustFile, depth: number): boolean {
  if (type.kind === "inferred" || type.kind === "unknown") return false;
  if (type.kind !== "path") return true;
  const [only] = type.segments;
  if (!only || type.segments.length !== 1 || type.qualifiedSelf) return false;
  if (only.name === "Self") {
    const header = parentOf(item, file)?.header;
    return header != null && depth === 0 && isCertainlyOther(header.selfType, item, file, 1);
  }
  if (only.name === "Option" || only.name === "Result") return false;
  const scopes = [item, parentOf(item, file)];
  if (scopes.some((scope) => scope?.generics.types.some((parameter) => parameter.text === only.name)))
    return true;
  const declared = file.items.filter((other) => other.name === only.name && TYPE_KINDS.includes(other.kind));
  if (declared.length === 0) return PRIMITIVES.has(only.name);
  return declared.every((other) => other.kind !== "typeAlias");
}

const TYPE_KINDS: readonly Item["kind"][] = ["struct", "enum", "union", "typeAlias"];
