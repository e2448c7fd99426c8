/** Every problem of one Rust file's annotations. */

import { asCertainAs } from "./certainty.ts";
import { invalidArguments } from "./checks/arguments.ts";
import { closureClause } from "./checks/closureClause.ts";
import type { Check, CheckContext, FileCheck } from "./checks/context.ts";
import { droppedAttribute, verifyOnImpl } from "./checks/dropped.ts";
import { escapes } from "./checks/escapes.ts";
import { redundantExplicitArguments } from "./checks/explicitArguments.ts";
import { okRules } from "./checks/fallible.ts";
import { missingFeature } from "./checks/features.ts";
import { argumentCount, nameAlreadyBound, undeclaredArgumentName } from "./checks/functionSpec.ts";
import { missingInstantiation, unknownInstantiation } from "./checks/instantiation.ts";
import { lexical } from "./checks/lexical.ts";
import { loopWithoutInvariant, secondLoopSpecification } from "./checks/loopInvariant.ts";
import { loopWithoutIgnore, unknownLoopVariable } from "./checks/loopSpecification.ts";
import { assumption, closureInSkippedFunction, conflictingModes, trustWithoutSpec } from "./checks/modes.ts";
import { oldMutableReferenceModel } from "./checks/mutableReferences.ts";
import { invalidRocqName, parameterNamedAsKeyword, repeatedHypothesisName } from "./checks/names.ts";
import { clauseWithoutEffect, missingObserve, unknownGhostName } from "./checks/observation.ts";
import { partlyAnnotatedTrait } from "./checks/partlyAnnotatedTrait.ts";
import { notAMutableReference } from "./checks/plainValue.ts";
import { repeatedAttribute } from "./checks/repeated.ts";
import { retiredAttribute } from "./checks/retired.ts";
import { rocqSyntax } from "./checks/rocqSyntax.ts";
import { shape } from "./checks/shape.ts";
import { repeatedSpecificationAttribute, traitConflict } from "./checks/specificationAttribute.ts";
import {
  invariantMode,
  missingFieldRefinement,
  missingPattern,
  missingRefinedBy,
  rejectedWithRefinedBy,
} from "./checks/structure.ts";
import { bareTool, missingToolRegistration, misspeltTool } from "./checks/tool.ts";
import { traitAttributeOrder } from "./checks/traitOrder.ts";
import { traitRequirement } from "./checks/traitRequirement.ts";
import { unboundArgument, unboundRet } from "./checks/unbound.ts";
import { unknownAttribute } from "./checks/unknownAttribute.ts";
import { annotate } from "./interpret.ts";
import type { AnnotatedItem, CheckOptions, Problem, RustFile } from "./model.ts";
import { isAllowed } from "./suppression.ts";

/** One line per check; a check lives in `checks/`. */
const CHECKS: readonly Check[] = [
  unknownAttribute,
  invalidArguments,
  repeatedAttribute,
  argumentCount,
  undeclaredArgumentName,
  nameAlreadyBound,
  okRules,
  closureClause,
  traitRequirement,
  repeatedSpecificationAttribute,
  traitConflict,
  missingRefinedBy,
  missingFieldRefinement,
  missingPattern,
  invariantMode,
  rejectedWithRefinedBy,
  loopWithoutIgnore,
  unknownLoopVariable,
  retiredAttribute,
  escapes,
  rocqSyntax,
  invalidRocqName,
  parameterNamedAsKeyword,
  repeatedHypothesisName,
  unboundRet,
  unboundArgument,
  unknownGhostName,
  missingObserve,
  notAMutableReference,
  clauseWithoutEffect,
  redundantExplicitArguments,
  oldMutableReferenceModel,
  loopWithoutInvariant,
  secondLoopSpecification,
  unknownInstantiation,
  missingInstantiation,
  traitAttributeOrder,
  droppedAttribute,
  verifyOnImpl,
  conflictingModes,
  closureInSkippedFunction,
  assumption,
  trustWithoutSpec,
];

const FILE_CHECKS: readonly FileCheck[] = [
  shape,
  lexical,
  missingToolRegistration,
  missingFeature,
  bareTool,
  misspeltTool,
  partlyAnnotatedTrait,
];

/** Problems in source order. Never throws; severities and `off` of the options and `// rr-allow:` comments are applied. */
export function checkFile(file: RustFile, options: CheckOptions): Problem[] {
  const items = annotate(file);
  const byIndex = new Map(items.map((item) => [item.item.index, item]));
  return runChecks({ file, options, items, byIndex });
}

/** The same for a file whose annotations are already known. */
export const runChecks = (context: CheckContext): Problem[] =>
  presented([...itemProblems(context.items, context), ...fileProblems(context)], context);

/** What the checks of single items find on these items, as certain as it is, in no order. */
export function itemProblems(items: readonly AnnotatedItem[], context: CheckContext): Problem[] {
  const found: Problem[] = [];
  for (const item of items)
    for (const check of CHECKS)
      for (const problem of check(item, context)) found.push(asCertainAs(item.item, problem, context.file));
  return found;
}

/** What the checks of the file as a whole find, in no order. */
export const fileProblems = (context: CheckContext): Problem[] =>
  FILE_CHECKS.flatMap((check) => check(context));

/** Problems as they are shown: with the severities of the options, without what a comment allows, in source order. */
export const presented = (found: readonly Problem[], context: CheckContext): Problem[] =>
  found
    .flatMap((problem) => withConfiguredSeverity(problem, context.options))
    .filter((problem) => !isAllowed(problem, context.file))
    .sort((a, b) => a.range.start - b.range.start || a.range.end - b.range.end || compare(a.code, b.code));

function withConfiguredSeverity(problem: Problem, options: CheckOptions): Problem[] {
  const severity = options.lint[problem.code];
  if (severity === undefined) return [problem];
  return severity === "off" ? [] : [{ ...problem, severity }];
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
