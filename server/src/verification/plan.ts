/** Which commands verify a scope: what to translate, and what to have checked. */
import { wrap } from "./command.ts";
import { fillTemplate, type Values } from "./placeholders.ts";
import type {
  Plan,
  PlanCrate,
  PlanProblem,
  PlanProof,
  PlanRequest,
  RunSettings,
  Scope,
  Step,
} from "./planModel.ts";
import { watched } from "./watched.ts";

/** Translations come first, and of crates that need each other the needed one. */
export function makePlan(crates: readonly PlanCrate[], settings: RunSettings, request: PlanRequest): Plan {
  const problems: PlanProblem[] = [];
  const chosen = inOrder(crates).filter((crate) => isIn(crate, request.scope));
  const steps: Step[] = [];
  if (request.steps.includes("translate")) {
    for (const crate of chosen) addTranslation(steps, crate, settings, request, problems);
  }
  if (request.steps.includes("check")) {
    for (const root of new Set(chosen.map((crate) => crate.duneRoot))) {
      const below = chosen.filter((crate) => crate.duneRoot === root);
      const step = check(root, below, settings, request, problems);
      if (step) steps.push(step);
    }
  }
  if (steps.length === 0) {
    problems.push({ code: "nothing-to-verify", message: "There is nothing to verify here" });
  }
  return {
    steps,
    problems: problems.filter((each, n) => problems.findIndex((p) => p.message === each.message) === n),
  };
}

function isIn(crate: PlanCrate, scope: Scope): boolean {
  switch (scope.kind) {
    case "workspace":
      return crate.isAnnotated;
    case "crate":
    case "function":
      return crate.id === scope.crate;
    case "functions":
      return scope.functions.some((each) => each.crate === crate.id);
    case "file":
      return crate.proofs.some((proof) => proof.file === scope.file);
  }
}

function wanted({ rocqName, file }: PlanProof, crate: PlanCrate, scope: Scope): boolean {
  if (scope.kind === "function") return rocqName === scope.rocqName;
  if (scope.kind === "functions") {
    return scope.functions.some((each) => each.crate === crate.id && each.rocqName === rocqName);
  }
  return scope.kind !== "file" || file === scope.file;
}

/** A command for the whole project, as make's are, is the same for each crate and runs once. */
function addTranslation(
  steps: Step[],
  crate: PlanCrate,
  settings: RunSettings,
  request: PlanRequest,
  problems: PlanProblem[],
): void {
  const step = finish("translate", [crate], settings, translationValues(crate, settings, request), problems);
  const same = steps.findIndex((other) => JSON.stringify(other.command) === JSON.stringify(step.command));
  const other = steps[same];
  if (other) steps[same] = { ...other, crates: [...other.crates, crate.id] };
  else steps.push(step);
}

function translationValues(crate: PlanCrate, settings: RunSettings, request: PlanRequest): Values {
  const { configuration, folder } = crate;
  const values: Values = {
    workspaceFolder: request.workspaceFolder,
    crateFolder: folder,
    crate: crate.name,
    output: folderOf(crate.output),
    duneRoot: crate.duneRoot,
    cargoArguments: settings.cargoArguments,
    cargoTarget: cargoTarget(crate),
    // RefinedRust finds the file in the folder that it is started in.
    configuration: configuration && folderOf(configuration.path) !== folder ? configuration.path : null,
    jobs: settings.jobs === null ? null : String(settings.jobs),
  };
  const targetDirectory =
    settings.targetDirectory === null ? null : fillPath(settings.targetDirectory, values);
  const ownOutput = targetDirectory === null || configuration?.hasOutput ? null : folderOf(crate.output);
  return { ...values, targetDirectory, ownOutput };
}

/**
 * RefinedRust stops before a library exists, so that a program of the same package cannot use it: one at a time. A crate's
 * name has `_` also where the program's has `-`, and then only the whole package can be named.
 */
function cargoTarget({ folder, rootFile, name }: PlanCrate): readonly string[] {
  const path = rootFile.slice(folder.length + 1).replaceAll("\\", "/");
  if (path === "src/lib.rs") return ["--lib"];
  const program = /^src\/bin\/([^/]+?)(?:\/main)?\.rs$/.exec(path)?.[1];
  if (program !== undefined) return ["--bin", program];
  return path === "src/main.rs" && !name.includes("_") ? ["--bin", name] : [];
}

function check(
  root: string,
  crates: readonly PlanCrate[],
  settings: RunSettings,
  request: PlanRequest,
  problems: PlanProblem[],
): Step | null {
  const { scope } = request;
  const proofs = crates.flatMap((crate) => crate.proofs.filter((proof) => wanted(proof, crate, scope)));
  const isWhole = scope.kind === "crate" || scope.kind === "workspace";
  const paths = isWhole
    ? crates.filter((crate) => crate.proofs.length > 0).map((crate) => `${crate.output}/proofs`)
    : proofs.map((proof) => proof.path.replace(/\.v$/, ".vo"));
  const targets = paths.flatMap((path) => {
    const below = relative(root, path);
    if (below !== null) return [`./${below}`];
    problems.push({ code: "outside-dune-root", message: `${path} is not below ${root}, where dune runs` });
    return [];
  });
  if (targets.length === 0) return null;
  const values: Values = {
    workspaceFolder: request.workspaceFolder,
    duneRoot: root,
    targets,
    jobs: settings.jobs === null ? null : String(settings.jobs),
  };
  const buildDirectory = settings.buildDirectory === null ? null : fillPath(settings.buildDirectory, values);
  const step = finish("check", crates, settings, { ...values, buildDirectory }, problems);
  return { ...step, proofs: proofs.map(({ path }) => path) };
}

function finish(
  kind: Step["kind"],
  crates: readonly PlanCrate[],
  settings: RunSettings,
  values: Values,
  problems: PlanProblem[],
): Step {
  const filled = fillTemplate(settings[kind], values);
  problems.push(...filled.problems);
  const { wrapper, paths } = settings;
  const command = {
    ...filled.command,
    environment: { ...filled.command.environment, ...settings.environment },
  };
  const other = watched(command, wrapper, paths);
  return {
    kind,
    crates: crates.map((crate) => crate.id),
    command: wrap(command, wrapper, paths),
    ...(other ? { watched: other } : {}),
    paths,
    proofs: [],
    seconds: settings.seconds,
  };
}

/** Crates that others depend on come before them; a cycle stays in its order. */
function inOrder(crates: readonly PlanCrate[]): PlanCrate[] {
  const ordered = new Set<PlanCrate>();
  const visit = (crate: PlanCrate, path: ReadonlySet<PlanCrate>): void => {
    if (ordered.has(crate) || path.has(crate)) return;
    const below = new Set([...path, crate]);
    for (const other of crates) if (crate.dependencies.includes(other.name)) visit(other, below);
    ordered.add(crate);
  };
  for (const crate of crates) visit(crate, new Set());
  return [...ordered];
}

const fillPath = (path: string, values: Values): string | null => {
  const { command } = fillTemplate(
    { program: "", arguments: [path], directory: "", environment: {} },
    values,
  );
  return command.arguments[0] ?? null;
};

const folderOf = (path: string): string => path.replace(/[\\/][^\\/]*$/, "");

function relative(root: string, path: string): string | null {
  if (!path.startsWith(root) || !/[\\/]/.test(path.charAt(root.length))) return null;
  return path.slice(root.length + 1).replaceAll("\\", "/");
}
