// What `assay data triage start` does; loaded when it is called.
import { randomBytes } from 'node:crypto';
import { extname } from 'node:path';
import { escapeInvisible } from '#core/quote';
import { triageStartLines } from '#exports/data-triage-text';
import { openDataSet } from '#flow/data/open-data-set';
import { makeTriage } from '#flow/data/triage/make-triage';
import { sealPath } from '#flow/data/triage/open-triage';
import { answer } from '../answer.ts';
import type { AssayContext } from '../context.ts';
import type { DataFlags } from './data-flags.ts';

export interface TriageStartFlags extends DataFlags {
  readonly queue?: string;
  readonly sample?: number;
  readonly findRate?: number;
  readonly chance?: number;
  readonly seeded?: number;
  readonly twoPersons?: boolean;
  readonly seed?: number;
  readonly json?: boolean;
}

/** @throws {AssayError} what the flow throws */
export async function runTriageStart(
  this: AssayContext,
  flags: TriageStartFlags,
  path: string,
  report: string,
): Promise<void> {
  const ending = extname(report);
  const queue = flags.queue ?? `${report.slice(0, report.length - ending.length)}.triage${ending}`;
  const set = await openDataSet(path, flags);
  try {
    const { triage, seal } = await makeTriage(set, report, queue, {
      ...(flags.sample === undefined ? {} : { sample: flags.sample }),
      rate: flags.findRate ?? 0.01,
      chance: flags.chance ?? 0.95,
      defects: flags.seeded ?? 10,
      twoPersons: flags.twoPersons ?? false,
      seed: flags.seed ?? 1,
      nonce: randomBytes(32).toString('hex'),
      now: new Date(),
    });
    const document = {
      schema: 'assay.data-triage-start/1',
      queue,
      ...(seal === undefined ? {} : { seal: sealPath(queue) }),
      flagged: triage.items.filter(({ from }) => from === 'flagged').length,
      sampling: triage.sampling,
      ...(triage.seeded === undefined ? {} : { seeded: triage.seeded }),
      groups: triage.groups,
      leftOut: triage.leftOut,
    };
    const kept = seal === undefined ? [] : [`seal   ${escapeInvisible(sealPath(queue))}: not for those who review`];
    answer(this, flags.json, document, [...triageStartLines(triage), `queue  ${escapeInvisible(queue)}`, ...kept]);
  } finally {
    set.close?.();
  }
}
