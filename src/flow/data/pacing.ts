// Long work in steps: between two of them the process can show progress and be interrupted.

/** What was asked to end, and how to tell how far it is. */
export interface Pacing {
  readonly onProgress?: (share: number) => void;
  readonly signal?: AbortSignal;
}

/** Called after each step; lets others run a few times per second. @throws what the signal was aborted with */
export type Step = (share: number) => Promise<void>;

/** @param from - share of the whole at which these steps begin @param to - and end */
export function stepsOf({ onProgress, signal }: Pacing, from = 0, to = 1): Step {
  let last = performance.now();
  return async (share) => {
    signal?.throwIfAborted();
    if (performance.now() - last < pauseMs && share < 1) return;
    onProgress?.(from + (to - from) * share);
    await new Promise((resolve) => setImmediate(resolve));
    last = performance.now();
  };
}

const pauseMs = 50;
