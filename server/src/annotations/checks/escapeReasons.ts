/** Why an escape names nothing where it stands, in words. */
import type { ItemKind } from "../../syntax/model.ts";
import type { Escape } from "../escapes.ts";
import type { AnnotatedItem, Annotation } from "../model.ts";
import { parsePlace } from "../places.ts";
import { type EscapeName, LOOP_LITERALS, type Scope } from "../scope.ts";
import type { CheckContext } from "./context.ts";

export interface Site {
  readonly annotation: Annotation;
  readonly item: AnnotatedItem;
  readonly scope: Scope;
  readonly context: CheckContext;
}

/** The name as it stands between the braces; a lifetime with its quote. */
export const nameOf = ({ kind, path }: Escape): string =>
  kind === "lifetime" ? `'${path[0]}` : path.join("::");

/**
 * Why an escape cannot work here though it would elsewhere; null for a name that nobody knows. `bare` is the variable
 * that was probably meant, to be written without braces.
 */
export function outOfPlace(found: Escape, at: Site): { why: string; bare: string | null } | null {
  const [name = ""] = found.path;
  const literal = LOOP_LITERALS.find((known) => found.kind === "name" && known.name === name);
  if (literal && found.path.length === 1) {
    return {
      why: `\`{${name}}\` is ${literal.meaning}, and exists only in the specification of a \`for\` loop.`,
      bare: null,
    };
  }
  if (found.kind !== "place" && (found.kind !== "name" || found.path.length > 1)) return null;
  const parsed = parsePlace(name);
  if (!parsed) return null;
  const { base, projections } = parsed.place;
  const own = at.item.item.signature?.arguments.some((argument) => argument.name?.text === base) ?? false;
  if (at.item.position === "closure" && !own) {
    const captured = at.item.item.closure?.captures.some((capture) => capture.name === base);
    if (captured && parsed.modifier === "new")
      return {
        why: `The closure does not capture \`${base}\` by mutable reference, so it has no value after the call.`,
        bare: null,
      };
    return null;
  }
  const variable = variableNamed(base, at);
  if (!variable && found.kind === "name") return null;
  const plain = variable !== null && projections.length === 0 && parsed.modifier === null;
  const about = variable ? `\`${base}\` is ${variable}: its value is written without braces.` : "";
  return {
    why:
      own && about
        ? about
        : `Only the clauses of a closure speak of captured variables with braces. ${about}`.trimEnd(),
    bare: plain ? base : null,
  };
}

function variableNamed(name: string, { item, context }: Site): string | null {
  if (item.item.signature?.arguments.some((argument) => argument.name?.text === name)) return "a parameter";
  const enclosing =
    item.item.closure?.enclosing == null ? item.item : context.file.items[item.item.closure.enclosing];
  if (enclosing?.signature?.arguments.some((argument) => argument.name?.text === name)) return "a parameter";
  const binder = item.annotations.some(
    ({ arguments: given }) => given?.kind === "binders" && given.binders.some((b) => b.name.value === name),
  );
  if (binder) return "bound by the specification";
  const loop = item.item.closure?.loop == null ? undefined : enclosing?.loops[item.item.closure.loop];
  return loop?.locals.some((local) => local.name === name) ? "a local variable" : null;
}

/** Names in scope that could stand where the escape's name stands. */
export function candidates(found: Escape, names: readonly EscapeName[]): string[] {
  const wanted = (kind: EscapeName["kind"]): boolean => {
    if (found.kind === "lifetime") return kind === "lifetime";
    if (found.kind === "name" || found.kind === "place") return kind !== "lifetime";
    return kind === "type" || kind === "associatedType";
  };
  return names.filter(({ kind }) => wanted(kind)).map(({ text }) => text);
}

export function whyUnresolved(found: Escape, at: Site): string {
  const written = nameOf(found);
  const { position, item } = at.item;
  if (found.kind === "lifetime") {
    if (written === "'static") return "`'static` is no lifetime parameter; Rocq knows it as `static`.";
    const declared = item.generics.lifetimes.some(({ text }) => `'${text}` === written);
    return declared
      ? `RefinedRust finds lifetimes only in specifications of functions, so \`${written}\` does not resolve here.`
      : `No lifetime \`${written}\` is in scope.`;
  }
  if (position === "trait" && declaredBelow(written, at)) {
    return `\`${written}\` is declared below; a specification attribute may mention only attributes above it.`;
  }
  if (written === "Self")
    return "`Self` resolves only inside a trait; elsewhere write the Rocq name of the type.";
  if (item.generics.consts.some(({ text }) => text === written))
    return `\`${written}\` is a const parameter, which RefinedRust does not resolve.`;
  const parts = item.closure?.captures.find(({ name }) => name === written)?.places ?? [];
  if (parts.length > 0)
    return `The closure captures ${parts.map((place) => `\`${place}\``).join(" and ")}, not \`${written}\` as a whole.`;
  if (position === "closure" && found.kind === "place")
    return `The closure does not capture exactly the place \`${written}\`.`;
  if (at.context.file.items.some(({ kind, name }) => TYPES.includes(kind) && name === written))
    return `\`${written}\` is a concrete type; escapes find only type parameters and associated types.`;
  const captured = position === "closure" ? ", nor a variable that the closure captures" : "";
  return `\`${written}\` is no type parameter, associated type or specification attribute in scope here${captured}.`;
}

const TYPES: readonly ItemKind[] = ["struct", "enum", "union", "typeAlias"];

const declaredBelow = (name: string, { item }: Site): boolean =>
  item.annotations.some(
    ({ arguments: given }) => given?.kind === "traitAttribute" && given.name.value === name,
  );
