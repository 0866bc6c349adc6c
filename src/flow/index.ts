// `assay/flow`: the verbs. `scan` takes paths and gives a report.
export * from './policy.ts';
export * from './rules.ts';
export * from './scan.ts';
