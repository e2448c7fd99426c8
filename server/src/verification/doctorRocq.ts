/** The Rocq side of an installation: dune, the prover, its library of RefinedRust, and where they come from. */
import type { CheckLine } from "./checkLine.ts";
import type { DoctorFacts } from "./doctorFacts.ts";
import { judgeProgram } from "./doctorProgram.ts";
import { translatorVersion } from "./doctorTranslator.ts";
import { isBefore, versionIn } from "./toolVersions.ts";

/** What RefinedRust writes into the dune projects that it makes (write_coq_files in translation/src/lib.rs). */
const DUNE = "3.21";
/** What its theories ask for (theories/refinedrust.opam). */
const ROCQ = "9.1";

export const judgeRocq = (facts: DoctorFacts): CheckLine[] => [
  judgeDune(facts),
  judgeProver(facts),
  judgeLibrary(facts),
  ...(facts.elsewhere === null ? [judgeOrigin(facts)] : []),
];

function judgeDune(facts: DoctorFacts): CheckLine {
  const wanted = facts.duneProjects.flatMap(({ path, needs }) =>
    needs.language === null ? [] : [{ version: needs.language, by: `\`${path}\`` }],
  );
  const needs = wanted.length === 0 ? [{ version: DUNE, by: "the projects that RefinedRust makes" }] : wanted;
  return judgeProgram(facts, "dune", remedies(facts, "dune"), (text) => {
    const version = versionIn(text);
    if (version === null)
      return { verdict: "warning", found: "it prints no version", fix: install(facts, "dune") };
    const unmet = needs.find((need) => isBefore(version, need.version));
    if (unmet) {
      const found = `${version}, but ${unmet.by} need${wanted.length > 0 ? "s" : ""} ${unmet.version}`;
      return { verdict: wanted.length > 0 ? "missing" : "warning", found, fix: install(facts, "dune") };
    }
    return { ...paired(facts, "dune", version), fix: null };
  });
}

/** Projects that say `(using coq ..)` call `coqc`, which newer provers still bring. */
function judgeProver(facts: DoctorFacts): CheckLine {
  const extensions = facts.duneProjects.flatMap(({ needs }) => needs.extension ?? []);
  const isOlder = extensions.length > 0 && !extensions.includes("rocq");
  const name = isOlder ? "coqc" : "rocq";
  const line = judgeProgram(facts, name, remedies(facts, "rocq-prover"), (text) => {
    const version = versionIn(text);
    if (version === null) return { verdict: "warning", found: "it prints no version", fix: null };
    if (!isOlder && isBefore(version, ROCQ)) {
      const found = `${version}; RefinedRust's theories need ${ROCQ}`;
      return { verdict: "warning", found, fix: install(facts, "rocq-prover") };
    }
    return { ...paired(facts, "rocq", version), fix: null };
  });
  const { path, answer } = facts.programs.coqc;
  if (isOlder || line.verdict !== "missing" || path === null) return line;
  const older =
    answer.kind === "said" ? (versionIn(answer.text) ?? "of an unknown version") : "of an unknown version";
  return { ...line, found: `${line.found}; there is only the older \`${path}\`, ${older}` };
}

/** The translator looks for the two itself. */
function paired(
  facts: DoctorFacts,
  name: "dune" | "rocq",
  version: string,
): Pick<CheckLine, "verdict" | "found"> {
  const other = versionIn(translatorVersion(facts)?.programs[name] ?? "");
  return other === null || other === version
    ? { verdict: "ok", found: version }
    : { verdict: "warning", found: `${version}, while \`cargo-refinedrust\` finds ${other}` };
}

function judgeLibrary(facts: DoctorFacts): CheckLine {
  const { searched, found } = facts.rocqLibrary;
  const line = {
    subject: "Rocq library `refinedrust`",
    place: listed(searched) || "the folders of the prover",
  };
  if (found !== null) return { ...line, verdict: "ok", found: `\`${found}\``, fix: null };
  if (searched.length === 0) return { ...line, verdict: "unknown", found: whyNotSearched(facts), fix: null };
  return {
    ...line,
    verdict: "missing",
    found: "not found, so that no generated file can be checked",
    fix: "Install RefinedRust's theories (`dune build` and `dune install` in its `theories`), or have their sources in the dune project",
  };
}

function whyNotSearched({ isTrusted, elsewhere, programs }: DoctorFacts): string {
  if (!isTrusted) return "not searched: nothing is executed in a workspace that is not trusted";
  if (elsewhere !== null) return `not searched where \`${elsewhere}\` leads to`;
  const hasProver = programs.rocq.path !== null || programs.coqc.path !== null;
  return hasProver
    ? "the prover did not say where its libraries are"
    : "not searched, since there is no prover";
}

function judgeOrigin({ opamSwitch, nix, programs }: DoctorFacts): CheckLine {
  const line = { subject: "opam or nix", place: "the environment" };
  if (nix.isInside) return { ...line, verdict: "ok", found: "inside a nix shell", fix: null };
  const lacksProver = programs.dune.path === null && programs.rocq.path === null;
  if (opamSwitch !== null) {
    const found = `opam switch \`${opamSwitch}\``;
    const fix = "Run `eval $(opam env)` in the shell that starts the editor";
    return lacksProver
      ? { ...line, verdict: "warning", found: `${found}, whose programs are not on PATH`, fix }
      : { ...line, verdict: "ok", found, fix: null };
  }
  if (nix.flake !== null && lacksProver) {
    const fix = "Start the editor from `nix develop`, or have commands run by it with the preset `nix`";
    return { ...line, verdict: "warning", found: `\`${nix.flake}\`, and not inside its shell`, fix };
  }
  return { ...line, verdict: "ok", found: "neither is in use; programs come from PATH", fix: null };
}

const remedies = (facts: DoctorFacts, name: string) => ({
  install: install(facts, name),
  start: install(facts, name),
});

function install({ opamSwitch, nix, elsewhere }: DoctorFacts, name: string): string {
  if (elsewhere !== null) return `Install it there, so that \`${elsewhere}\` finds it on PATH`;
  if (nix.flake !== null)
    return "Start the editor from `nix develop`, or have commands run by it with the preset `nix`";
  return opamSwitch === null
    ? `Install it, with \`opam install ${name}\` for instance, and add its folder to PATH`
    : `Run \`opam install ${name}\` in the switch \`${opamSwitch}\`, and \`eval $(opam env)\` in the shell that starts the editor`;
}

const listed = (paths: readonly string[]): string => paths.map((path) => `\`${path}\``).join(", ");
