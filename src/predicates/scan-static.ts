// scan-static: the bytes were read without running them, and this is what they are and what was found.
import { z } from 'zod';
import type { Sha256 } from '#core/digest';
import { exampleDigest } from './example-digest.ts';
import { count, digest, name, reason, time } from './fields.ts';
import { materialOf } from './named-digest.ts';
import { ownType, type Predicate } from './predicate.ts';
import { type RecordedFinding, recordedFinding } from './recorded-finding.ts';

export const scanVerdicts = ['clean', 'suspicious', 'malicious', 'incomplete'] as const;

export interface ScanStatic {
  readonly verdict: (typeof scanVerdicts)[number];
  /** What the bytes are, whatever the names say; ids of formats. */
  readonly formats: readonly string[];
  readonly files: number;
  /** Bytes that were read. */
  readonly bytes: number;
  readonly findings: readonly RecordedFinding[];
  /** How many more there are than `findings` lists. */
  readonly findingsLeftOut: number;
  /** What could not be looked at, and why; empty when all was. */
  readonly notCovered: readonly string[];
  readonly tool: { readonly name: string; readonly version: string };
  /** Names the parsers and checks that decided. */
  readonly ruleset: string;
  /** Rules or signatures of their own digest, where the tool has them. */
  readonly rules?: Sha256;
  /** Share of the work that a file of this size may cost, and that was used: 1 means that it ran out. */
  readonly budgetUsed?: number;
  /** Blob of the full report. */
  readonly report?: Sha256;
  /** When it was looked at: the same again, later, is another statement. */
  readonly checkedAt?: string;
}

export const predicate: Predicate<ScanStatic> = {
  kind: 'scan-static',
  type: ownType('scan-static'),
  meaning: 'The bytes were examined without running anything of them, with these rules and this result.',
  subject: 'the asset id, or the digest of a file',
  schema: z.strictObject({
    verdict: z.enum(scanVerdicts),
    formats: z.array(name),
    files: count,
    bytes: count,
    findings: z.array(recordedFinding),
    findingsLeftOut: count,
    notCovered: z.array(reason),
    tool: z.strictObject({ name, version: name }),
    ruleset: name,
    rules: digest.exactOptional(),
    budgetUsed: z.number().min(0).max(1).exactOptional(),
    report: digest.exactOptional(),
    checkedAt: time.exactOptional(),
  }),
  example: {
    verdict: 'malicious',
    formats: ['torch-zip', 'pickle'],
    files: 1,
    bytes: 1_048_576,
    findings: [
      {
        check: 'pickle-dangerous-call',
        severity: 'critical',
        message: 'the pickle calls posix.system',
        where: 'model.bin!data.pkl, byte 42',
      },
    ],
    findingsLeftOut: 0,
    notCovered: [],
    tool: { name: 'assay', version: '0.1.0' },
    ruleset: 'sha256:0123456789abcdef',
    report: exampleDigest('a'),
  },
  timeToLiveDays: 90,
  invalidatedBy: ['a rule set that has been superseded for too long', 'another digest'],
  materials: ({ rules, report }) => [...materialOf('checked-with', rules), ...materialOf('report', report)],
};
