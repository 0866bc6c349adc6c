// runtime-trace: what a process did while it was watched. in-toto predicate runtime-trace, version 0.1.
import { z } from 'zod';
import type { Json } from '#core/canonical-json';
import { exampleDigest } from './example-digest.ts';
import { optional, timestamp } from './optional.ts';
import type { Predicate } from './predicate.ts';
import { edgeTo, jsonObject, type ResourceDescriptor, resourceDescriptor } from './resource-descriptor.ts';

type Log = readonly Readonly<Record<string, Json>>[] | null;

export interface RuntimeTrace {
  readonly monitor: {
    readonly type: string;
    /** Any object: the example of the specification has an empty one. */
    readonly configSource?: Readonly<Record<string, Json>> | null;
    readonly tracePolicy?: Readonly<Record<string, Json>> | null;
  };
  readonly monitoredProcess: { readonly hostID: string; readonly type: string; readonly event: string };
  /** At least one of the three. */
  readonly monitorLog: {
    readonly process?: Log;
    readonly network?: Log;
    readonly fileAccess?: readonly ResourceDescriptor[] | null;
  };
  readonly metadata?: { readonly buildStartedOn?: string | null; readonly buildFinishedOn?: string | null } | null;
}

export const predicate: Predicate<RuntimeTrace> = {
  kind: 'runtime-trace',
  type: 'https://in-toto.io/attestation/runtime-trace/v0.1',
  meaning: 'While the subject was made, the process was watched and did this.',
  subject: 'what the watched process made',
  schema: z.looseObject({
    monitor: z.looseObject({
      type: z.string().min(1),
      configSource: optional(jsonObject),
      tracePolicy: optional(jsonObject),
    }),
    monitoredProcess: z.looseObject({ hostID: z.string(), type: z.string(), event: z.string() }),
    monitorLog: z
      .looseObject({
        process: optional(z.array(jsonObject)),
        network: optional(z.array(jsonObject)),
        fileAccess: optional(z.array(resourceDescriptor)),
      })
      .refine(({ process, network, fileAccess }) => [process, network, fileAccess].some((log) => log), {
        error: 'a trace has at least one of process, network and fileAccess',
      }),
    metadata: optional(z.looseObject({ buildStartedOn: optional(timestamp), buildFinishedOn: optional(timestamp) })),
  }),
  example: {
    monitor: { type: 'https://assay/sandbox/v1' },
    monitoredProcess: {
      hostID: 'https://train.example.org/runner/4',
      type: 'https://assay/build/train/v1',
      event: 'run-118',
    },
    monitorLog: {
      process: [{ binary: '/usr/bin/python3', arguments: ['train.py'] }],
      fileAccess: [{ name: '/data/reviews.csv', digest: { sha256: exampleDigest('a') } }],
    },
    metadata: { buildStartedOn: '2026-03-01T08:00:00Z', buildFinishedOn: '2026-03-01T11:30:00Z' },
  },
  timeToLiveDays: null,
  invalidatedBy: [],
  materials: ({ monitorLog }) => (monitorLog.fileAccess ?? []).flatMap((one) => edgeTo(one, 'read')),
  parties: ({ monitoredProcess }) => [{ role: 'host', id: monitoredProcess.hostID }],
};
