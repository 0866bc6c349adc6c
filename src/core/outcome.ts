// What a check can say. Only `pass` opens a gate; "could not tell" is never "fine".

/** The five outcomes of a check (DESIGN: "could not tell" is neither yes nor no). */
export const outcomes = ['pass', 'fail', 'inconclusive', 'not-applicable', 'error'] as const;

export type Outcome = (typeof outcomes)[number];
