// `assay/checks`: what is asked of a view.
export * from './check.ts';
export { checks } from './checks.generated.ts';
