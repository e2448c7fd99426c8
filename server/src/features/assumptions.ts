/** Everything that is believed without a proof, for whoever audits the project. */
import type { Catalogue, CatalogueItem } from "../project/catalogueModel.ts";
import { nameOf } from "../project/paths.ts";
import type { Assumption } from "../protocol.ts";
import type { Place } from "../rocq/vernacularModel.ts";
import { lemmaOf } from "../verification/evidence.ts";
import { locationOf, rustTarget, START } from "./places.ts";
import type { ProjectView } from "./projectView.ts";
import { shortName } from "./shortName.ts";

/** Rust items first, then Rocq files; generated files repeat what the Rust items say. */
export function assumptions(view: ProjectView): Assumption[] {
  const items = view.catalogue.items.flatMap((item) => ofItem(item, view));
  return [...items, ...ofLibraries(view), ...ofFiles(view)];
}

/** Included libraries that are not written for a crate of this workspace: nothing here proves what they say. */
function ofLibraries({ catalogue, uri }: ProjectView): Assumption[] {
  const names = new Set(catalogue.crates.map((crate) => crate.name));
  const own = new Set(catalogue.outputs.flatMap((o) => (names.has(o.crateName) ? (o.library ?? []) : [])));
  const used = catalogue.libraries.flatMap(({ libraries }) => libraries);
  const others = new Map(used.filter(({ path }) => !own.has(path)).map((library) => [library.path, library]));
  return [...others.values()].map(({ path, name, functions, types, traits, impls }) => {
    const counts = `${functions.length} functions, ${types.length} types, ${traits.length} traits, ${impls.length} impls`;
    const detail = `specifications come from a library: ${counts}`;
    return { uri: uri(path), range: START, kind: "shim", name: name ?? nameOf(path), detail };
  });
}

function ofItem(item: CatalogueItem, view: ProjectView): Assumption[] {
  const found = reasonsOf(item, view);
  const target = found.length > 0 ? rustTarget(item, view) : null;
  if (!target) return [];
  const where = item.module === "" ? "" : `${item.module}: `;
  return found.map(([kind, why]) => ({
    ...locationOf(target),
    kind,
    name: shortName(item),
    detail: `${where}${why}`,
  }));
}

function reasonsOf(item: CatalogueItem, view: ProjectView): (readonly [Assumption["kind"], string])[] {
  if (!item.considered) return [];
  const found: (readonly [Assumption["kind"], string])[] = [];
  if (item.mode === "trust_me") found.push(["trust_me", "the body is not proved"]);
  if (item.mode === "only_spec") found.push(["only_spec", "the body is not translated"]);
  if (item.mode === "shim") found.push(["shim", "code and specification come from a library"]);
  if (item.mode === "code_shim") found.push(["shim", "the code comes from a library"]);
  const isDerived = item.kind === "derivedMethod" || item.kind === "derivedImpl";
  const attributes = isDerived ? [] : view.matching.declarations(item)[item.declaration]?.attributes;
  if (attributes?.includes("unsafe_elctx")) {
    found.push(["unsafe_elctx", "conditions on lifetimes are assumed"]);
  }
  return found;
}

function ofFiles(view: ProjectView): Assumption[] {
  const found: Assumption[] = [];
  const owners = new Map(view.catalogue.proofFiles.map(({ path, item }) => [path, item]));
  for (const path of writtenByHand(view.catalogue)) {
    const owner = owners.get(path) ?? null;
    const vernacular = view.definitions.files.get(path)?.vernacular;
    if (!vernacular) continue;
    const uri = view.uri(path);
    const at = (place: Place) => ({ uri, range: rangeOf(place) });
    for (const { keyword, name, place } of vernacular.assumptions) {
      found.push({ ...at(place), kind: "axiom", name, detail: `${keyword} in ${nameOf(path)}` });
    }
    for (const { name, ending, end, gaps } of vernacular.proofs) {
      const detail = `in ${nameOf(path)}`;
      const isOwn = owner !== null && name === lemmaOf(owner);
      const named = isOwn ? shortName(owner) : (name ?? "a proof without a name");
      if (ending === "Admitted") found.push({ ...at(end), kind: "Admitted", name: named, detail });
      else if (gaps[0])
        found.push({
          ...at(gaps[0]),
          kind: "Admitted",
          name: named,
          detail: `\`${gaps[0].word}\` ${detail}`,
        });
    }
  }
  return found;
}

const writtenByHand = ({ theories, proofFiles }: Catalogue): readonly string[] => [
  ...proofFiles.map(({ path }) => path),
  ...theories,
];

const rangeOf = ({ line, character, range }: Place) => ({
  start: { line, character },
  end: { line, character: character + (range.end - range.start) },
});
