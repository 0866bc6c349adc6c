// What a principal component analysis gives.

export interface PrincipalComponents {
  /** Shape [width]. */
  readonly mean: Float64Array;
  /** Shape [k, width]: directions of length 1 by falling variance. Fewer than asked for where there is no more variance. */
  readonly components: Float64Array;
  /** Variance along each, divided by count - 1. */
  readonly variances: Float64Array;
  /** Of all columns together. */
  readonly totalVariance: number;
}
