/** Which hypotheses of a printed goal nobody needs in order to see why it does not hold. */
import type { Hypothesis, Noise } from "./goal.ts";

/** Both the name and the type have to fit, so that no binder of the user is hidden for its name alone. */
export function noiseOf(name: string, text: string, context: Hypothesis["context"]): Noise | null {
  const type = text.replace(/\s+/g, " ");
  for (const row of context === "pure" ? PURE : RESOURCES) {
    if ((row.name?.test(name) ?? true) && row.type.test(type)) return row.noise;
  }
  return null;
}

interface Row {
  readonly noise: Noise;
  /** Absent for any name. */
  readonly name?: RegExp;
  readonly type: RegExp;
}

/** Facts about machine integers alone, in which no variable occurs. */
const BOUNDS =
  /^(?=.*\bM(?:in|ax)Int\b)(?:\b(?:MinInt|MaxInt)\b|\b[iu](?:8|16|32|64|128|size)\b|[\d\s()*+^<=>≤≥≠∧-])+$/u;

/** Names of the prelude that RefinedRust generates (generate_lemma_statement and prelude in radium/src/code.rs). */
const PURE: readonly Row[] = [
  { noise: "machineInteger", type: BOUNDS },
  { noise: "cache", name: /^Hcache\d*$/, type: /^(?:True|\w*CACHED)$/ },
  { noise: "cache", type: /^\(?J?CACHED\b/ },
  { noise: "branch", type: /^\(?CASE_DISTINCTION_INFO\b/ },
  { noise: "internal", name: /^FN_NAME$/, type: /^(?:string|\(?FUNCTION_NAME\b.*)$/ },
  { noise: "internal", type: /^(?:gFunctors|\((?:refinedrustGS|typeGS|ghost_varG|lctxGS|na_invG) .*\))$/ },
  { noise: "internal", name: /^π$/, type: /^thread_id$/ },
  { noise: "internal", name: /^ϝ$/, type: /^lft$/ },
  { noise: "internal", name: /^_fid$/, type: /^nat$/ },
  { noise: "internal", name: /^FN$/, type: /^function$/ },
  { noise: "internal", type: /^(?:BB_INV|typed_stmt_R_t|\((?:TYVAR_MAP|BLOCK_PRECOND|LOCAL_MAP) .*\))$/ },
  { noise: "location", name: /^(?:arg|local)_/, type: /^loc$/ },
  { noise: "location", type: /^\((?:arg|local)_[^\s`]+ `has_layout_loc` [^\s`]+\)$/u },
];

/** What the type system keeps of its own accounts in the separating context. */
const RESOURCES: readonly Row[] = [
  { noise: "internal", type: /^named_lfts\b/ },
  { noise: "internal", type: /^na_own π ⊤$/u },
  { noise: "internal", type: /^credit_store \d+ \d+$/ },
  { noise: "internal", type: /^allocated_locals\b/ },
  { noise: "location", type: /^"__\d+" is_live\{/ },
  { noise: "location", type: /^local___\d+ ◁ₗ.* \(◁ uninit .*\)$/u },
];
