// scan-runtime: the artefact was run confined, and this is what it did.
import { z } from 'zod';
import type { Sha256 } from '#core/digest';
import { exampleDigest } from './example-digest.ts';
import { count, digest, name, reason } from './fields.ts';
import { materialOf } from './named-digest.ts';
import { ownType, type Predicate } from './predicate.ts';
import { isolationLevels } from './provenance.ts';
import { type RecordedFinding, recordedFinding } from './recorded-finding.ts';

export interface ScanRuntime {
  /** `not-run`: the confinement was not to be had; that is no pass. */
  readonly outcome: 'pass' | 'fail' | 'inconclusive' | 'not-run';
  /** Blob of the rules of the sandbox. */
  readonly profile: Sha256;
  readonly isolationWanted: (typeof isolationLevels)[number];
  /** What was really reached on this machine. */
  readonly isolationReached: (typeof isolationLevels)[number];
  readonly probes: { readonly standard: number; readonly random: number; readonly seed?: number };
  readonly observed: {
    readonly systemCalls: readonly string[];
    readonly network: readonly string[];
    readonly filesRead: readonly string[];
    readonly filesWritten: readonly string[];
    readonly processes: readonly string[];
    /** Bytes at the highest point. */
    readonly memory: number;
    readonly cpuSeconds: number;
  };
  readonly deviations: readonly RecordedFinding[];
  readonly notCovered: readonly string[];
  readonly report?: Sha256;
}

export const predicate: Predicate<ScanRuntime> = {
  kind: 'scan-runtime',
  type: ownType('scan-runtime'),
  meaning: 'The artefact was loaded and run in confinement of this strength, and this is what it did.',
  subject: 'the asset id, or the digest of a file',
  schema: z.strictObject({
    outcome: z.enum(['pass', 'fail', 'inconclusive', 'not-run']),
    profile: digest,
    isolationWanted: z.enum(isolationLevels),
    isolationReached: z.enum(isolationLevels),
    probes: z.strictObject({ standard: count, random: count, seed: z.int().exactOptional() }),
    observed: z.strictObject({
      systemCalls: z.array(name),
      network: z.array(name),
      filesRead: z.array(name),
      filesWritten: z.array(name),
      processes: z.array(name),
      memory: count,
      cpuSeconds: z.number().min(0),
    }),
    deviations: z.array(recordedFinding),
    notCovered: z.array(reason),
    report: digest.exactOptional(),
  }),
  example: {
    outcome: 'fail',
    profile: exampleDigest('a'),
    isolationWanted: 'container',
    isolationReached: 'process',
    probes: { standard: 12, random: 200, seed: 7 },
    observed: {
      systemCalls: ['read', 'mmap', 'connect'],
      network: ['203.0.113.9:443'],
      filesRead: ['/model/weights.bin'],
      filesWritten: [],
      processes: [],
      memory: 734_003_200,
      cpuSeconds: 11.5,
    },
    deviations: [{ check: 'network', severity: 'critical', message: 'it tried to connect to 203.0.113.9 port 443' }],
    notCovered: ['inputs longer than 512 tokens'],
  },
  timeToLiveDays: 180,
  invalidatedBy: ['another profile of the sandbox or other rules', 'another digest'],
  materials: ({ profile, report }) => [...materialOf('checked-with', profile), ...materialOf('report', report)],
};
