// Works on many things at the same time and gives the results in the order of the things.

export interface OrderOptions {
  /** How many are worked on at the same time. */
  readonly concurrency: number;
  /** Results that may wait for an earlier one. */
  readonly window: number;
}

/** @param work - a rejection ends the run when its turn has come */
export async function* runInOrder<T, R>(
  things: Iterable<T>,
  work: (thing: T) => Promise<R>,
  { concurrency, window }: OrderOptions,
): AsyncGenerator<R, void> {
  const waiting: Promise<R>[] = [];
  const source = things[Symbol.iterator]();
  let active = 0;
  let isOver = false;
  const start = (): void => {
    while (!isOver && active < concurrency && waiting.length < window) {
      const next = source.next();
      if (next.done === true) {
        isOver = true;
        return;
      }
      active += 1;
      const result = work(next.value).finally(() => {
        active -= 1;
        start();
      });
      // It is awaited when its turn comes; until then a rejection is not forgotten, only not yet reported.
      result.catch(() => undefined);
      waiting.push(result);
    }
  };
  try {
    for (start(); waiting.length > 0; start()) {
      const first = waiting[0];
      if (first !== undefined) yield await first;
      waiting.shift();
    }
  } finally {
    isOver = true;
    source.return?.();
  }
}
