// When a Sigstore bundle is shown to have been signed.

/** The part of a verified bundle that tells times. */
export interface Timed {
  readonly timestamps: readonly (
    | { readonly $case: 'timestamp-authority'; readonly timestamp: { readonly signingTime: Date } }
    | {
        readonly $case: 'transparency-log';
        readonly tlogEntry: { readonly inclusionPromise?: unknown; readonly integratedTime: string };
      }
  )[];
}

/**
 * The earliest of the times that were verified: stamps of trusted time stampers, and what a trusted log promised. An entry without
 * a promise has a time that nobody signed.
 */
export function signedAt({ timestamps }: Timed): Date {
  const times = timestamps.flatMap((one) => {
    if (one.$case === 'timestamp-authority') return [one.timestamp.signingTime.getTime()];
    const { inclusionPromise, integratedTime } = one.tlogEntry;
    return inclusionPromise === undefined ? [] : [Number(integratedTime) * 1000];
  });
  return new Date(Math.min(...times));
}
