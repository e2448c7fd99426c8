/** The impls and methods that `#[derive(..)]` writes for a type, where RefinedRust considers them. */
import { strip } from "../rocq/strip.ts";
import type { Declaration } from "./declarations.ts";
import type { NamedItem } from "./namedItem.ts";
import { DERIVED_METHODS, derivedTrait, NEEDED_ATTRIBUTE } from "./standardPaths.ts";

/**
 * One impl and its methods per derived trait that is known. Considered are `Clone`, `Copy` and `Debug` of every annotated
 * type, and the comparisons that `rr::derive_instantiate` gives values for (check_consider_function in
 * translation/src/lib.rs).
 */
export function deriveItems(
  declaration: Declaration,
  type: NamedItem,
  options: { readonly isNoStd: boolean; readonly trustsDebug: boolean },
): NamedItem[] {
  return declaration.derives.flatMap((written) => {
    const trait = derivedTrait(written, options.isNoStd);
    const name = trait?.at(-1) ?? "";
    const methods = Object.hasOwn(DERIVED_METHODS, name) ? DERIVED_METHODS[name] : undefined;
    if (trait === null || methods === undefined) return [];
    const isFree = name === "Clone" || name === "Copy" || name === "Debug";
    const annotated = declaration.annotated && !declaration.attributes.includes("skip");
    const considered =
      annotated && (isFree || declaration.instantiates.includes(NEEDED_ATTRIBUTE[name] ?? ""));
    const list = [...declaration.lifetimes.map((lifetime) => `'${lifetime}`), ...declaration.typeParameters];
    const self = list.length === 0 ? type.path : `${type.path}<${list.join(", ")}>`;
    const path = `<${self} as ${trait.join("::")}>`;
    const mode = name === "Debug" && options.trustsDebug ? "only_spec" : "prove";
    const shared = { ...type, considered, parameters: null, fingerprint: null, hasBody: true } as const;
    const impl: NamedItem = { ...shared, kind: "derivedImpl", path, rocqName: strip(path), mode: "prove" };
    return [
      impl,
      ...methods.map((method): NamedItem => {
        const own = `${path}::${method}`;
        return { ...shared, kind: "derivedMethod", path: own, rocqName: strip(own), mode };
      }),
    ];
  });
}
