/** Ctrl-C as a signal to whoever runs something: it ends what it has started, and the program ends after it. */
export function interruption(): { readonly signal: AbortSignal; readonly stop: () => void } {
  const controller = new AbortController();
  const abort = (): void => controller.abort();
  for (const each of SIGNALS) process.on(each, abort);
  return {
    signal: controller.signal,
    stop: () => {
      for (const each of SIGNALS) process.off(each, abort);
    },
  };
}

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
