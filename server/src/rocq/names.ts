/** Which definitions and files RefinedRust makes for an item, by the item's Rocq name. */

export type NamedKind =
  | "function"
  | "closureShim"
  | "traitFunction"
  | "struct"
  | "enum"
  | "trait"
  | "traitImpl";

/** What a generated definition is to its item. */
export type Role =
  | "code"
  | "spec"
  | "traitInclusion"
  | "lemma"
  | "prelude"
  | "proof"
  | "layout"
  | "type"
  | "invariant"
  | "attributes"
  | "inclusion";

export interface GeneratedName {
  readonly role: Role;
  readonly name: string;
}

/**
 * The names for an item called `name`, the most telling one of each role first (radium/src/code.rs, specs/structs.rs,
 * specs/enums.rs, specs/traits.rs; register_functions and register_closure_impls in translation/src/lib.rs). Not all of
 * them exist for every item: `X_inv_t` needs an invariant, `X_inv_t_rec` a recursive type.
 */
export const generatedNames = (kind: NamedKind, name: string): readonly GeneratedName[] =>
  PATTERNS[kind].map(([role, pattern]) => ({ role, name: pattern.replace("*", name) }));

/** Of which names of items an identifier may be a generated name: `F` for `type_of_F`, and `F_base` for `F_base_spec`. */
export function itemNamesIn(identifier: string): (GeneratedName & { readonly kind: NamedKind })[] {
  return INVERSE.flatMap(({ kind, role, prefix, suffix }) => {
    const isNamed =
      identifier.length > prefix.length + suffix.length &&
      identifier.startsWith(prefix) &&
      identifier.endsWith(suffix);
    if (!isNamed) return [];
    return [{ kind, role, name: identifier.slice(prefix.length, identifier.length - suffix.length) }];
  });
}

export const proofFile = (name: string): string => `proof_${name}.v`;
/** The file of an impl's inclusion proof (trait_file_path in translation/src/lib.rs). */
export const inclusionFile = (name: string): string => `trait_incl_${name}_spec_subsumption_correct.v`;
export const codeFile = (crate: string): string => `generated_code_${crate}.v`;
export const specsFile = (crate: string): string => `generated_specs_${crate}.v`;

/** The Rocq name that a file of a `proofs` folder is for; null for a file of another origin. */
export function nameInProofFile(
  file: string,
): { readonly kind: "proof" | "inclusion"; readonly name: string } | null {
  const inclusion = /^trait_incl_(.+)_spec_subsumption_correct\.v$/u.exec(file)?.[1];
  if (inclusion !== undefined) return { kind: "inclusion", name: inclusion };
  const name = /^proof_(.+)\.v$/u.exec(file)?.[1];
  return name === undefined ? null : { kind: "proof", name };
}

/** What the methods of a closure's own trait impls are called, by closure kind (register_closure_impls). */
export const CLOSURE_METHODS = ["call_once", "call_mut", "call"] as const;
export const CLOSURE_TRAITS = ["FnOnce", "FnMut", "Fn"] as const;

const ADT: readonly (readonly [Role, string])[] = [
  ["type", "*_ty"],
  ["type", "*_rt"],
  ["layout", "*_st"],
];

const PATTERNS: Readonly<Record<NamedKind, readonly (readonly [Role, string])[]>> = {
  function: [
    ["proof", "*_proof"],
    ["lemma", "*_lemma"],
    ["prelude", "*_prelude"],
    ["spec", "type_of_*"],
    ["traitInclusion", "trait_incl_of_*"],
    ["code", "*_def"],
  ],
  closureShim: [
    ["proof", "*_proof"],
    ["lemma", "*_lemma"],
    ["prelude", "*_prelude"],
    ["spec", "*_spec"],
    ["traitInclusion", "*_trait_req_incl"],
    ["code", "*_code"],
  ],
  traitFunction: [
    ["proof", "*_proof"],
    ["lemma", "*_lemma"],
    ["prelude", "*_prelude"],
    ["spec", "*_base_spec"],
    ["traitInclusion", "trait_incl_of_*"],
    ["code", "*_def"],
  ],
  struct: [
    ["invariant", "*_inv_t"],
    ["invariant", "*_inv_t_inv_spec"],
    ["invariant", "*_inv_t_rt"],
    ["invariant", "*_inv_t_rec"],
    ["layout", "*_sls"],
    ...ADT,
  ],
  enum: [
    ["type", "*_enum"],
    ["type", "*_enum_rt"],
    ["type", "*_enum_ty"],
    ["type", "*_enum_pre"],
    ["type", "*_ty_contractive"],
    ["layout", "*_els"],
    ...ADT,
  ],
  trait: [
    ["attributes", "*_spec_attrs"],
    ["attributes", "mk_*_spec_attrs"],
    ["spec", "*_spec"],
    ["spec", "mk_*_spec"],
    ["spec", "*_base_spec"],
    ["inclusion", "*_spec_incl"],
    ["inclusion", "*_spec_incl_preorder"],
    ["spec", "*_semantic_interp"],
  ],
  traitImpl: [
    ["proof", "*_spec_subsumption_correct"],
    ["inclusion", "*_spec_subsumption"],
    ["spec", "*_spec"],
    ["attributes", "*_spec_attrs"],
    ["spec", "*_semantic_interp"],
  ],
};

const KINDS = Object.keys(PATTERNS) as NamedKind[];

const INVERSE = KINDS.flatMap((kind) =>
  PATTERNS[kind].map(([role, pattern]) => {
    const [prefix = "", suffix = ""] = pattern.split("*");
    return { kind, role, prefix, suffix };
  }),
);
