// A long step of work whose result is kept as soon as it is there, so that work that was killed goes on where it stood.

/**
 * Gives what was kept of the step, or computes and keeps it.
 * @param name - the same for the same step; what decides its result apart from that is the keeper's business
 * @param compute - its result is data: numbers, texts, arrays, maps and objects of these, no functions
 */
export type KeepStep = <T>(name: string, compute: () => T | Promise<T>) => Promise<T>;

/** Keeps nothing. */
export const computeStep: KeepStep = async (_, compute) => compute();
