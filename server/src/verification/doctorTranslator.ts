/** The Rust side of an installation: RefinedRust's two programs, their toolchain, and that of the crates. */
import type { CheckLine } from "./checkLine.ts";
import type { DoctorFacts } from "./doctorFacts.ts";
import { judgeProgram } from "./doctorProgram.ts";
import { readTranslatorVersion, type TranslatorVersion, versionIn } from "./toolVersions.ts";

/** How upstream installs itself (rr_frontend/refinedrust), into cargo's folder of programs. */
const INSTALL = "Install RefinedRust: run `./refinedrust install` in `rr_frontend` of its sources";
const REINSTALL = `${INSTALL}, which builds it for the toolchain that it needs`;

export function judgeTranslator(facts: DoctorFacts): CheckLine[] {
  const version = translatorVersion(facts);
  return [
    judgeProgram(facts, "cargo-refinedrust", { install: INSTALL, start: REINSTALL }, () => {
      if (version !== null) return { verdict: "ok", found: nameOf(version), fix: null };
      return { verdict: "warning", found: "it prints a version of an unknown form", fix: REINSTALL };
    }),
    judgeCompiler(facts, version),
    judgeProgram(
      facts,
      "cargo",
      {
        install: "Install Rust with rustup, and add cargo's folder of programs to PATH",
        start: "Reinstall Rust",
      },
      (text) => ({ verdict: "ok", found: versionIn(text) ?? text.trim(), fix: null }),
    ),
    ...(version === null ? [] : [judgeOwnToolchain(facts, version)]),
    ...facts.toolchains.map((each) => judgeToolchain(facts, each, version)),
  ];
}

export function translatorVersion({ programs }: DoctorFacts): TranslatorVersion | null {
  const { answer } = programs["cargo-refinedrust"];
  return answer.kind === "said" ? readTranslatorVersion(answer.text) : null;
}

const nameOf = ({ version, toolchain, commit }: TranslatorVersion): string =>
  `${version} for ${toolchain}${commit === null ? "" : ` (${commit})`}`;

/** cargo-refinedrust starts the one that lies beside it (get_rustc_path in cargo-refinedrust.rs). */
function judgeCompiler(facts: DoctorFacts, version: TranslatorVersion | null): CheckLine {
  const line = judgeProgram(facts, "refinedrust-rustc", { install: INSTALL, start: REINSTALL }, (text) => {
    const own = /^RefinedRust (.*)$/m.exec(text)?.[1]?.trim() ?? null;
    if (own === null)
      return { verdict: "warning", found: "it prints a version of an unknown form", fix: REINSTALL };
    if (version !== null && own !== nameOf(version)) {
      const found = `${own}, which is another version than that of \`cargo-refinedrust\``;
      return { verdict: "warning", found, fix: REINSTALL };
    }
    return { verdict: "ok", found: own, fix: null };
  });
  return facts.elsewhere === null ? { ...line, place: "the folder of `cargo-refinedrust`" } : line;
}

/** Its programs have the paths of cargo and rustc in them, and load the compiler's library from that toolchain. */
function judgeOwnToolchain(facts: DoctorFacts, version: TranslatorVersion): CheckLine {
  const { toolchain } = version;
  const line = { subject: `Rust toolchain ${toolchain}`, place: "rustup, for RefinedRust itself" };
  const gone = facts.named.filter(({ exists }) => !exists);
  const isInstalled = hasToolchain(facts.installedToolchains, toolchain);
  const fix = `Run \`rustup toolchain install ${toolchain} --profile minimal --component rustc-dev,llvm-tools-preview\``;
  if (gone.length > 0) {
    const found = `RefinedRust was built with ${gone.map(({ path }) => `\`${path}\``).join(" and ")}, which is gone`;
    return { ...line, verdict: "missing", found, fix };
  }
  if (isInstalled === null) {
    const found = version.programs.rustc ?? "rustup does not say which toolchains there are";
    return { ...line, verdict: version.programs.rustc === null ? "unknown" : "ok", found, fix: null };
  }
  if (!isInstalled) return { ...line, verdict: "missing", found: "not installed", fix };
  return { ...line, verdict: "ok", found: version.programs.rustc ?? "installed", fix: null };
}

function judgeToolchain(
  facts: DoctorFacts,
  { path, toolchain }: DoctorFacts["toolchains"][number],
  version: TranslatorVersion | null,
): CheckLine {
  const line = { subject: "Rust toolchain of the crate", place: `\`${path}\`` };
  const { channel, failure, targets } = toolchain;
  if (failure !== null) {
    return { ...line, verdict: "warning", found: `it cannot be read: ${failure}`, fix: "Mend the file" };
  }
  if (channel === null) return { ...line, verdict: "ok", found: "no channel is named", fix: null };
  const wanted = `${channel}${targets.length === 0 ? "" : ` for ${targets.join(", ")}`}`;
  const other =
    version === null || version.toolchain === channel
      ? ""
      : `; RefinedRust uses its own ${version.toolchain} instead`;
  if (hasToolchain(facts.installedToolchains, channel) === false) {
    const fix = `Run \`rustup toolchain install ${channel}\`, which cargo and rust-analyzer need here`;
    return { ...line, verdict: "warning", found: `${wanted}, which is not installed${other}`, fix };
  }
  return { ...line, verdict: "ok", found: `${wanted}${other}`, fix: null };
}

/** rustup's names end in the machine's triple. Null when it is not known. */
const hasToolchain = (installed: readonly string[] | null, channel: string): boolean | null =>
  installed === null ? null : installed.some((name) => name === channel || name.startsWith(`${channel}-`));
