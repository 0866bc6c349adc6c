// test-result: tests were run, and these passed. in-toto predicate test-result, version 0.1.
import { z } from 'zod';
import { exampleDigest } from './example-digest.ts';
import { count } from './fields.ts';
import { optional } from './optional.ts';
import type { Predicate } from './predicate.ts';
import { edgeTo, type ResourceDescriptor, resourceDescriptor } from './resource-descriptor.ts';

export interface TestResult {
  readonly result: 'PASSED' | 'WARNED' | 'FAILED';
  readonly configuration: readonly ResourceDescriptor[];
  readonly url?: string | null;
  readonly passedTests?: readonly string[] | null;
  readonly warnedTests?: readonly string[] | null;
  readonly failedTests?: readonly string[] | null;
  /** The commit that was tested, 40 or 64 hexadecimal digits: what was found of another one says nothing about this one. */
  readonly assay_commit?: string;
  /** How many, of all runs; what was skipped did not pass, and what passed only when it was run again is flaky. */
  readonly assay_counts?: {
    readonly passed: number;
    readonly failed: number;
    readonly skipped: number;
    readonly flaky: number;
  };
}

const tests = optional(z.array(z.string()));

export const predicate: Predicate<TestResult> = {
  kind: 'test-result',
  type: 'https://in-toto.io/attestation/test-result/v0.1',
  meaning: 'These tests were run with this configuration, and these of them passed.',
  subject: 'what was tested',
  schema: z.looseObject({
    result: z.enum(['PASSED', 'WARNED', 'FAILED']),
    configuration: z.array(resourceDescriptor),
    url: optional(z.string()),
    passedTests: tests,
    warnedTests: tests,
    failedTests: tests,
    assay_commit: z
      .string()
      .regex(/^([0-9a-f]{40}|[0-9a-f]{64})$/)
      .exactOptional(),
    assay_counts: z.strictObject({ passed: count, failed: count, skipped: count, flaky: count }).exactOptional(),
  }),
  example: {
    result: 'FAILED',
    configuration: [{ name: 'suite.yaml', digest: { sha256: exampleDigest('a') } }],
    passedTests: ['loads', 'answers'],
    failedTests: ['refuses'],
  },
  timeToLiveDays: 90,
  invalidatedBy: ['another digest of what was tested'],
  materials: ({ configuration }) => configuration.flatMap((one) => edgeTo(one, 'tested-with')),
};
