// The kinds of jobs that can be asked for, and what each of them may let out.

/** Each kind, and the outputs that may leave the zone or be placed in it; whatever else a job makes is withheld. */
export const jobKinds = {
  'data-scan': ['metrics'],
  'contract-check': ['metrics'],
  profile: ['metrics'],
  train: ['metrics', 'model'],
  evaluate: ['metrics'],
} as const;

export type JobKind = keyof typeof jobKinds;

export const jobKindNames: readonly JobKind[] = Object.keys(jobKinds) as JobKind[];
