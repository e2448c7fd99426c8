/**
 * Runs the steps of a plan one after another: the entry of this room for whoever has a `Plan` (`makePlan`).
 *
 *     const controller = new AbortController();
 *     const { steps, log } = await runSteps(plan.steps, { environment: process.env, signal: controller.signal });
 *     steps[0]?.outcome; // { kind: "finished", status: 0 }
 *     steps[0]?.report.findings; // problems as the tools placed them
 *
 * `controller.abort()` ends the whole process tree within 2 s; the promise settles when it is gone. Nothing is written
 * to the project but what the commands write, and nothing is remembered: `verify` does both.
 */
import { isSuccess } from "../verification/outcome.ts";
import type { Step } from "../verification/planModel.ts";
import { RunLog } from "./runLog.ts";
import { runStep, type StepOptions, type StepResult } from "./step.ts";

export interface RunOptions extends Omit<StepOptions, "log"> {
  /** To go on with the log of an earlier run. */
  readonly log?: RunLog;
}

export interface RunOutput {
  /** Those that were begun. */
  readonly steps: readonly StepResult[];
  /** All that was printed, cut in the middle when it is too long. */
  readonly log: string;
}

/** A step that fails is the last one. Never rejects. */
export async function runSteps(steps: readonly Step[], options: RunOptions): Promise<RunOutput> {
  const log = options.log ?? new RunLog();
  const done: StepResult[] = [];
  for (const step of steps) {
    const result = await runStep(step, { ...options, log });
    done.push(result);
    if (!isSuccess(result.outcome)) break;
  }
  return { steps: done, log: log.text };
}
