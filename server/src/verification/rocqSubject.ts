/** Which function or impl a message of Rocq is about, by its file, its lemma or the name that a goal carries. */
import { nameInProofFile } from "../rocq/names.ts";
import type { Subject } from "./finding.ts";
import { lemmaIn } from "./findingCodes.ts";
import type { Goal } from "./goal.ts";

export const NOBODY: Subject = { rocqName: null, inclusion: null, rustPath: null };

/** The file decides; a lemma of another file is only a lemma. */
export function subjectOf(file: string, text: string): Subject {
  const name = file.slice(Math.max(file.lastIndexOf("/"), file.lastIndexOf("\\")) + 1);
  const named = nameInProofFile(name);
  if (named?.kind === "proof") return { ...NOBODY, rocqName: named.name };
  if (named?.kind === "inclusion") return { ...NOBODY, inclusion: named.name };
  const template = /^generated_template_(.+)\.v$/u.exec(name)?.[1];
  if (template !== undefined) return { ...NOBODY, rocqName: template };
  const lemma = lemmaIn(text) ?? "";
  const inclusion = /^(.+)_spec_subsumption_correct$/u.exec(lemma)?.[1] ?? null;
  return { ...NOBODY, rocqName: /^(.+)_proof$/u.exec(lemma)?.[1] ?? null, inclusion };
}

/** Whether a printed goal may be of this proof; one without a name may be of any proof of its kind. */
export const mayBeOf = ({ kind, function: name }: Goal, subject: Subject): boolean =>
  name === null ? kind !== "traitInclusion" || subject.rocqName === null : name === subject.rocqName;
