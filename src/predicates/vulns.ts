// vulns: a scanner looked for known weaknesses. in-toto predicate vulns, version 0.2.
import { z } from 'zod';
import type { Json } from '#core/canonical-json';
import { optional, timestamp } from './optional.ts';
import type { Predicate } from './predicate.ts';
import { json } from './resource-descriptor.ts';

export interface Vulns {
  readonly scanner: {
    readonly uri: string;
    readonly version?: string | null;
    readonly db: { readonly uri?: string | null; readonly version?: string | null; readonly lastUpdate: string };
    /** Empty: the scanner found none. */
    readonly result: readonly {
      readonly id: string;
      readonly severity: readonly { readonly method: string; readonly score: string }[];
      readonly annotations?: Json;
    }[];
  };
  readonly metadata: { readonly scanStartedOn: string; readonly scanFinishedOn: string };
}

export const predicate: Predicate<Vulns> = {
  kind: 'vulns',
  type: 'https://in-toto.io/attestation/vulns/v0.2',
  meaning: 'The scanner looked through a database of this state and found these known weaknesses.',
  subject: 'what was scanned',
  schema: z.looseObject({
    scanner: z.looseObject({
      uri: z.string(),
      version: optional(z.string()),
      db: z.looseObject({ uri: optional(z.string()), version: optional(z.string()), lastUpdate: timestamp }),
      result: z.array(
        z.looseObject({
          id: z.string(),
          severity: z.array(z.looseObject({ method: z.string(), score: z.string() })),
          annotations: json.exactOptional(),
        }),
      ),
    }),
    metadata: z.looseObject({ scanStartedOn: timestamp, scanFinishedOn: timestamp }),
  }),
  example: {
    scanner: {
      uri: 'pkg:github/example/scanner@1.2.3',
      version: '1.2.3',
      db: { uri: 'https://osv.dev', version: '2026-03-01', lastUpdate: '2026-03-01T06:00:00Z' },
      result: [{ id: 'CVE-2025-32434', severity: [{ method: 'cvss_score', score: '9.3' }] }],
    },
    metadata: { scanStartedOn: '2026-03-01T08:00:00Z', scanFinishedOn: '2026-03-01T08:00:09.5Z' },
  },
  timeToLiveDays: 30,
  invalidatedBy: ['the age of the database', 'another digest of what was scanned'],
};
