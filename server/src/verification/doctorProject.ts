/** The project's side of an installation: its configurations, load paths, and the libraries that crates include. */
import type { CheckLine } from "./checkLine.ts";
import type { ConfigurationFact, DoctorFacts, PathFact } from "./doctorFacts.ts";

export const judgeProject = ({
  folder,
  namedConfiguration,
  configurations,
  missingLibraries,
}: DoctorFacts): CheckLine[] => [
  ...(namedConfiguration === null ? [] : [judgeNamed(namedConfiguration)]),
  ...(configurations.length === 0 ? [defaults(folder)] : configurations.flatMap(judgeConfiguration)),
  ...missingLibraries.map(judgeLibraries),
];

/** RefinedRust panics where the file is not there (rrconfig/src/lib.rs). */
function judgeNamed({ path, exists }: PathFact): CheckLine {
  const line = { subject: "RR_CONFIG", place: "the environment" };
  if (exists) return { ...line, verdict: "ok", found: `\`${path}\``, fix: null };
  const found = `it names \`${path}\`, which is not there`;
  return { ...line, verdict: "missing", found, fix: "Unset RR_CONFIG, or have it name the file" };
}

const defaults = (folder: string): CheckLine => ({
  subject: "RefinedRust.toml",
  place: `\`${folder}\``,
  verdict: "ok",
  found: "none, so that defaults hold: output goes to `target/verify`",
  fix: null,
});

function judgeConfiguration({ path, failure, libraryFolders, extraSpecs }: ConfigurationFact): CheckLine[] {
  const line = { subject: "RefinedRust.toml", place: `\`${path}\`` };
  if (failure !== null) {
    return [{ ...line, verdict: "missing", found: `it cannot be read: ${failure}`, fix: "Mend the file" }];
  }
  const gone = [...libraryFolders, ...(extraSpecs === null ? [] : [extraSpecs])].filter(
    (each) => !each.exists,
  );
  const lacking = gone.map((each): CheckLine => {
    const isFolder = libraryFolders.includes(each);
    return {
      subject: isFolder ? "lib_load_paths" : "extra_specs",
      place: `\`${path}\``,
      // A folder that is not there is passed over in silence, a file ends in a panic.
      verdict: isFolder ? "warning" : "missing",
      found: `\`${each.path}\` is not there`,
      fix: isFolder ? "Build the libraries, or correct the path" : "Correct the path",
    };
  });
  const folders =
    libraryFolders.length - lacking.filter(({ subject }) => subject === "lib_load_paths").length;
  const found = folders === 1 ? "1 load path" : `${folders} load paths`;
  return [{ ...line, verdict: "ok", found, fix: null }, ...lacking];
}

const judgeLibraries = ({ crate, names }: DoctorFacts["missingLibraries"][number]): CheckLine => ({
  subject: `libraries of \`${crate}\``,
  place: "lib_load_paths",
  // The standard library of RefinedRust is found through opam, too.
  verdict: "warning",
  found: `no folder holds ${names.map((name) => `\`${name}\``).join(", ")}`,
  fix: "Add the folder of their `.rrlib` files to `lib_load_paths`, unless they are installed through opam",
});
