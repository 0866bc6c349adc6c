// package-release: these artefacts are this version of a package. in-toto predicate release, version 0.1; member `packageId`
// since revision 0.2 of its text, `releaseId` before.
import { z } from 'zod';
import { optional } from './optional.ts';
import type { Predicate } from './predicate.ts';

export interface PackageRelease {
  /** Package URL with a version. */
  readonly purl: string;
  readonly packageId?: string | null;
  readonly releaseId?: string | null;
}

export const predicate: Predicate<PackageRelease> = {
  kind: 'package-release',
  type: 'https://in-toto.io/attestation/release/v0.1',
  meaning: 'The registry says that the subjects are this version of the package.',
  subject: 'the artefacts of the release',
  schema: z.looseObject({
    purl: z.string().regex(/^pkg:[^@\s]+\/?[^\s]*@[^\s]+$/, { error: 'not a package URL with a version' }),
    packageId: optional(z.string()),
    releaseId: optional(z.string()),
  }),
  example: { purl: 'pkg:huggingface/example/reviews@2.1.0', packageId: '1234567890' },
  timeToLiveDays: null,
  invalidatedBy: ['a later statement of the registry about the same version'],
};
