// `assay/predicates`: the kinds of statements, each with its schema, an example and how long it may be relied on.
export * from './find-predicate.ts';
export * from './predicate.ts';
export * from './predicates.generated.ts';
export * from './resource-descriptor.ts';
export * from './update-point.ts';
