/** Which run of a project goes on, which one waits, and what a request or an ending changes. */

export interface QueuedRun<Request> {
  readonly id: number;
  /** Requests with the same key ask the same question, so that only the newest answer is of use. */
  readonly key: string;
  readonly request: Request;
}

export interface RunQueue<Request> {
  readonly running: QueuedRun<Request> | null;
  /** The running one was told to stop and has not ended yet. */
  readonly isStopping: boolean;
  readonly pending: QueuedRun<Request> | null;
  readonly nextId: number;
}

export type QueueEvent<Request> =
  | { readonly kind: "request"; readonly key: string; readonly request: Request }
  /** The process of that run and all its children are gone. */
  | { readonly kind: "ended"; readonly id: number }
  /** Without an id, everything. */
  | { readonly kind: "cancel"; readonly id: number | null };

/** What the owner of the queue has to do, in this order. */
export type QueueEffect<Request> =
  | { readonly kind: "start"; readonly run: QueuedRun<Request> }
  /** End the process tree; `ended` follows. */
  | { readonly kind: "stop"; readonly id: number }
  /** It will never run: a newer request took its place, or it was cancelled. */
  | { readonly kind: "drop"; readonly run: QueuedRun<Request> };

export const emptyQueue = <Request>(): RunQueue<Request> => ({
  running: null,
  isStopping: false,
  pending: null,
  nextId: 1,
});

/**
 * One runs and one waits; the newest request takes the waiting place. One that repeats the running question also stops
 * it, since its answer would be about an older text.
 */
export function advance<Request>(
  queue: RunQueue<Request>,
  event: QueueEvent<Request>,
): { readonly queue: RunQueue<Request>; readonly effects: readonly QueueEffect<Request>[] } {
  const { running, pending, isStopping } = queue;
  switch (event.kind) {
    case "request": {
      const run = { id: queue.nextId, key: event.key, request: event.request };
      const next = { ...queue, nextId: run.id + 1 };
      if (running === null) return { queue: { ...next, running: run }, effects: [{ kind: "start", run }] };
      const stops = running.key === run.key && !isStopping;
      return {
        queue: { ...next, pending: run, isStopping: isStopping || stops },
        effects: [...dropped(pending), ...(stops ? [{ kind: "stop", id: running.id } as const] : [])],
      };
    }
    case "ended":
      if (running?.id !== event.id) return { queue, effects: [] };
      return {
        queue: { ...queue, running: pending, pending: null, isStopping: false },
        effects: pending === null ? [] : [{ kind: "start", run: pending }],
      };
    case "cancel": {
      const dropsPending = pending !== null && (event.id === null || event.id === pending.id);
      const stops = running !== null && !isStopping && (event.id === null || event.id === running.id);
      return {
        queue: { ...queue, pending: dropsPending ? null : pending, isStopping: isStopping || stops },
        effects: [
          ...(dropsPending ? dropped(pending) : []),
          ...(stops ? [{ kind: "stop", id: running.id } as const] : []),
        ],
      };
    }
  }
}

const dropped = <Request>(run: QueuedRun<Request> | null): QueueEffect<Request>[] =>
  run === null ? [] : [{ kind: "drop", run }];
