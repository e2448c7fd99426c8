/** Verifies a scope: translates, looks at what was generated, checks, and keeps what was found of each function. */
import { availableParallelism, freemem } from "node:os";
import type { Catalogue, CatalogueItem } from "../project/catalogueModel.ts";
import { wantsProof } from "../project/namedItem.ts";
import { isBuilt } from "../verification/collect.ts";
import { type Conclusion, conclude, type DoneStep, isSkipped } from "../verification/conclude.ts";
import type { Finding } from "../verification/finding.ts";
import { jobsFor } from "../verification/jobs.ts";
import { isSuccess, type Outcome } from "../verification/outcome.ts";
import { makePlan } from "../verification/plan.ts";
import { planCrates } from "../verification/planCrates.ts";
import type {
  PlanCrate,
  PlanProblem,
  PlanRequest,
  RunSettings,
  Step,
  StepKind,
} from "../verification/planModel.ts";
import { type KeptFinding, moduleOfItem } from "../verification/recorded.ts";
import { reportedPath } from "../verification/reportedPath.ts";
import type { RunProgress } from "../verification/runProgress.ts";
import { hideBuildFolder } from "./buildFolders.ts";
import { type Holder, takeLease } from "./lease.ts";
import { recordsOf } from "./records.ts";
import type { ResultStore } from "./resultStore.ts";
import type { RunLog } from "./runLog.ts";
import { runStep, type StepResult } from "./step.ts";

/** The project at one moment. */
export interface Looked {
  readonly catalogue: Catalogue;
  readonly text: (path: string) => string | null;
  /** Where the findings belong in the Rust code; the items are those of the crates that they are about. */
  readonly place: (findings: readonly Finding[], around: Around) => Promise<readonly KeptFinding[]>;
}

export interface Around {
  readonly items: readonly CatalogueItem[];
  readonly resolve: (file: string, directory: string | null) => string;
  /** Stands for the crate as a whole. */
  readonly rootFile: string;
}

export interface VerifyOptions {
  readonly settings: RunSettings;
  /** The project as the disk has it now. */
  readonly look: () => Promise<Looked>;
  readonly store: ResultStore;
  readonly environment: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
  readonly log: RunLog;
  readonly printed?: (text: string) => void;
  readonly progress?: (step: Step, progress: RunProgress, running: readonly string[]) => void;
}

export interface Verification {
  /** Why it is not what was asked for. */
  readonly problems: readonly PlanProblem[];
  /** Somebody else runs on this project, so that nothing was begun. */
  readonly heldBy: Holder | null;
  readonly steps: readonly PlacedStep[];
  readonly conclusions: readonly Conclusion[];
  /** The first that is no success; `finished` with 0 when all are, or there was nothing to do. */
  readonly outcome: Outcome;
  readonly seconds: number;
}

export interface PlacedStep extends StepResult, DoneStep {
  readonly placed: readonly KeptFinding[];
}

/** Never rejects for what tools do. Aborting the signal ends all processes. */
export async function verify(request: PlanRequest, options: VerifyOptions): Promise<Verification> {
  const begin = performance.now();
  const first = await options.look();
  const whole = makePlan(cratesOf(first.catalogue), options.settings, request);
  const end = (rest: Partial<Verification>): Verification => ({
    problems: whole.problems,
    heldBy: null,
    steps: [],
    conclusions: [],
    outcome: { kind: "finished", status: 0 },
    ...rest,
    seconds: (performance.now() - begin) / 1000,
  });
  // What a placeholder stands for may be what keeps a command from doing harm.
  if (whole.problems.some(({ code }) => code === "unknown-placeholder")) return end({});
  const involved = new Set(whole.steps.flatMap((step) => step.crates));
  const folders = cratesOf(first.catalogue).flatMap((crate) => (involved.has(crate.id) ? crate.output : []));
  const lease = await takeLease(folders);
  if ("pid" in lease) return end({ heldBy: lease });
  try {
    return end(await new Run(request, options).from(first));
  } finally {
    await lease.release();
  }
}

const cratesOf = (catalogue: Catalogue): PlanCrate[] =>
  planCrates(catalogue, (output) => catalogue.duneRoot(output.slice(0, output.lastIndexOf("/"))));

const machine = () => ({
  processors: availableParallelism(),
  freeMemory: Math.min(freemem(), process.constrainedMemory() || Number.POSITIVE_INFINITY) / 2 ** 20,
});

const STOPPING: ReadonlySet<Outcome["kind"]> = new Set(["cancelled", "notFound", "failed"]);

class Run {
  readonly #request: PlanRequest;
  readonly #options: VerifyOptions;
  readonly #steps: PlacedStep[] = [];
  readonly #problems: PlanProblem[] = [];

  constructor(request: PlanRequest, options: VerifyOptions) {
    this.#request = request;
    this.#options = options;
  }

  async from(first: Looked): Promise<Partial<Verification>> {
    const { store } = this.#options;
    const translates = this.#request.steps.includes("translate");
    const now = translates ? await this.#run("translate", cratesOf(first.catalogue), first) : first;
    if (this.#request.steps.includes("check") && !this.#isStopped) {
      await this.#run("check", this.#provable(now.catalogue), now);
    }
    const { catalogue } = await this.#options.look();
    // A translation is always about the whole crate.
    const all = conclude(catalogue.items, this.#steps, (item) => isBuilt(item, catalogue));
    const asked = catalogue.items.filter((item) => this.#isAsked(item));
    await store.add(
      recordsOf({
        conclusions: all,
        steps: this.#steps,
        read: first.catalogue,
        checked: now.catalogue,
        ended: catalogue,
        translates,
      }),
    );
    const failure = this.#steps.find(({ outcome }) => !isSuccess(outcome));
    return {
      problems: this.#problems,
      steps: this.#steps,
      conclusions: asked.flatMap((item) => all.find((each) => each.item === item) ?? this.#missing(item)),
      ...(failure ? { outcome: failure.outcome } : {}),
    };
  }

  /** Nothing was said of a function that RefinedRust should have written a proof for. */
  #missing(item: CatalogueItem): Conclusion[] {
    const isDue = wantsProof(item) && item.cfg === null;
    if (!isDue || !this.#request.steps.includes("check")) return [];
    const own = this.#steps.filter((step) => step.crates.includes(item.crate.id));
    const cause = own.flatMap(({ placed }) => placed).find(({ severity }) => severity === "error");
    const message =
      cause?.message ?? (this.#isStopped ? "The run ended before it" : "No proof of it was checked");
    return [{ item, module: moduleOfItem(item), outcome: "unchecked", message, seconds: null, steps: null }];
  }

  /** Nothing more is to be started: somebody ended the run, or a tool cannot be started at all. */
  get #isStopped(): boolean {
    return this.#steps.some(({ outcome }) => STOPPING.has(outcome.kind));
  }

  /** The crates that were translated, with what dune has rules for: RefinedRust writes them for what it has translated. */
  #provable(catalogue: Catalogue): PlanCrate[] {
    const known = new Map(catalogue.items.map((item) => [`${item.crate.id} ${moduleOfItem(item)}`, item]));
    const failed = new Set(this.#steps.flatMap((step) => (isSuccess(step.outcome) ? [] : step.crates)));
    const crates = cratesOf(catalogue).filter(({ id }) => !failed.has(id));
    return crates.map((crate) => ({
      ...crate,
      proofs: crate.proofs.filter(({ path }) => {
        const item = known.get(`${crate.id} ${path.replace(/^.*\//s, "").slice(0, -2)}`);
        return item?.proof && item.listed !== false && !isSkipped(item, this.#steps);
      }),
    }));
  }

  /** Answers the project after it. What fails for one crate keeps no other from being verified. */
  async #run(kind: StepKind, crates: readonly PlanCrate[], project: Looked): Promise<Looked> {
    const { environment, signal, log, printed, progress } = this.#options;
    const { jobs, note } = jobsFor(this.#options.settings, machine());
    const settings = { ...this.#options.settings, jobs };
    const plan = makePlan(crates, settings, { ...this.#request, steps: [kind] });
    this.#problems.push(
      ...plan.problems.filter(({ code }) => code !== "nothing-to-verify" || !this.#isBegun),
    );
    if (kind === "check" && note !== null && plan.steps.length > 0) {
      log.write(`${note}\n`);
      printed?.(`${note}\n`);
    }
    let now = project;
    for (const step of plan.steps) {
      if (this.#isStopped) break;
      const root = crates.find(({ id }) => step.crates.includes(id))?.duneRoot;
      if (kind === "check" && root !== undefined) {
        await hideBuildFolder(settings, this.#request.workspaceFolder, root);
      }
      const result = await runStep(step, {
        environment,
        signal,
        log,
        ...(printed ? { printed } : {}),
        ...(progress ? { progress: (at, running) => progress(step, at, running) } : {}),
      });
      if (kind === "translate") now = await this.#options.look();
      const { crates: ids, proofs } = step;
      this.#steps.push({ ...result, kind, crates: ids, proofs, placed: await this.#place(result, now) });
    }
    return now;
  }

  get #isBegun(): boolean {
    return this.#steps.length > 0;
  }

  async #place(
    { step, report }: StepResult,
    { catalogue, text, place }: Looked,
  ): Promise<readonly KeptFinding[]> {
    const [crate] = catalogue.crates.filter(({ id }) => step.crates.includes(id));
    return place(report.findings, {
      items: catalogue.items.filter((item) => step.crates.includes(item.crate.id)),
      resolve: (file, directory) => reportedPath(file, directory, step, (path) => text(path) !== null),
      rootFile: crate?.rootFile ?? "",
    });
  }

  #isAsked(item: CatalogueItem): boolean {
    const { scope } = this.#request;
    switch (scope.kind) {
      case "workspace":
        return true;
      case "crate":
        return item.crate.id === scope.crate;
      case "file":
        return item.file === scope.file;
      case "function":
        return item.crate.id === scope.crate && item.rocqName === scope.rocqName;
      case "functions":
        return scope.functions.some(
          ({ crate, rocqName }) => item.crate.id === crate && item.rocqName === rocqName,
        );
    }
  }
}
