/** Writes the default proof of an item that has none yet, as RefinedRust would when it runs. */
import type { CatalogueItem } from "../project/catalogueModel.ts";
import { wantsProof } from "../project/namedItem.ts";
import { generatedTheory } from "../project/rocqFacts.ts";
import type { ItemReference, Proposal, Refusal } from "../protocol.ts";
import { defaultInclusion, defaultProof } from "../rocq/defaultProof.ts";
import { isRefusal, itemOf } from "./itemReference.ts";
import { missingProofs } from "./missingProofs.ts";
import { START } from "./places.ts";
import type { ProjectView } from "./projectView.ts";

export function createProof(
  view: ProjectView,
  { item: reference }: { readonly item: ItemReference },
): Proposal | Refusal {
  const item = itemOf(reference, view);
  if (isRefusal(item)) return item;
  const name = `\`${item.path}\``;
  const [missing] = missingProofs(item, view.catalogue);
  if (!missing && (item.proof || item.shims.length > 0))
    return { reason: `${name} has a proof file already.` };
  if (!missing && !wantsProof(item)) return { reason: whyNone(item) };
  if (item.doubts.length > 0) {
    return { reason: `The name of the file is not sure, because ${item.doubts.join(", and ")}.` };
  }
  const { output } = item;
  if (!missing || output === null || item.isUnclear || output.layout !== "current") {
    return { reason: `Where RefinedRust writes the proofs of ${name} is not known. Run it once.` };
  }
  const uri = view.uri(`${output.path}/proofs/${missing.file}`);
  const crate = view.catalogue.crates.find(({ id }) => id === item.crate.id);
  const theory = theoryOf(item, view) ?? `${crate?.rocqPrefix ?? ""}.${output.crateName}`;
  const own = missing.rocqName === item.rocqName;
  const place = { name: missing.rocqName, theory, crate: output.crateName };
  const newText =
    missing.kind === "inclusion"
      ? defaultInclusion(place)
      : defaultProof({ ...place, tactics: own ? tacticsOf(item, view) : [] });
  const documentChanges = [
    { kind: "create" as const, uri, options: { ignoreIfExists: false } },
    { textDocument: { uri, version: null }, edits: [{ range: START, newText }] },
  ];
  return { edit: { documentChanges }, uri };
}

function whyNone({ path, kind, output }: CatalogueItem): string {
  if (kind !== "traitImpl" && kind !== "derivedImpl") return `RefinedRust asks for no proof of \`${path}\`.`;
  return output?.isGenerated
    ? `RefinedRust did not state that \`${path}\` meets its trait: each of its functions needs a specification, and so does the trait.`
    : `Whether RefinedRust asks for a proof of \`${path}\` shows in what it generates. Run it once.`;
}

/** As the other proofs of the folder write it. */
function theoryOf({ output }: CatalogueItem, { catalogue }: ProjectView): string | null {
  for (const { path } of output?.proofs ?? []) {
    const facts = catalogue.rocq(path);
    const theory = facts && generatedTheory(facts);
    if (theory) return theory;
  }
  return null;
}

function tacticsOf(item: CatalogueItem, view: ProjectView): string[] {
  const snapshot = view.rust(item.file);
  if (!snapshot) return [];
  const standing = view.matching.standing(item.file, snapshot.file).find((one) => one.item === item);
  const annotated = standing && snapshot.context.byIndex.get(standing.at.index);
  return (annotated?.annotations ?? []).flatMap(({ name, texts }) =>
    name === "tactics" ? (texts[0]?.value ?? []) : [],
  );
}
