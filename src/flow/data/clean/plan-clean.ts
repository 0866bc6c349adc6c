// What a cleaning goes by, from the file that holds it.
import type { DataClean } from '#core/dataset/data-clean';
import type { DataSet } from '#core/dataset/data-set';
import * as limits from '#core/limits';
import { readDocument } from '../read-document.ts';
import { openTriage, readSeal } from '../triage/open-triage.ts';
import { reportTriage } from '../triage/report-triage.ts';
import { scanSchema } from '../triage/triage-schema.ts';
import { type CleanPlan, planOfScan, planOfTriage } from './clean-plan.ts';

export interface PlannedClean {
  readonly plan: CleanPlan;
  readonly basis: DataClean['basis'];
  /** Digest of the data that it is of, where the file says it. */
  readonly expected?: string;
}

/**
 * By what people decided. Without its seal a queue with seeded defects is refused.
 * @param seal - file of the seal; not read when nothing was seeded
 * @throws {FileError} @throws {AssayError} DATA_DOCUMENT, DATA_SEAL, DATA_CHANGED, DATA_WIPED
 */
export async function planByTriage(set: DataSet, queue: string, seal: string | undefined): Promise<PlannedClean> {
  const opened = await openTriage(queue);
  const isSealed = opened.triage.seeded !== undefined && seal !== undefined;
  const plan = planOfTriage(set, reportTriage(opened, isSealed ? await readSeal(seal) : undefined));
  return { plan, basis: { kind: 'triage', digest: opened.digest }, expected: opened.triage.dataset.digest };
}

/** By what the scan would filter. @throws {FileError} @throws {AssayError} DATA_DOCUMENT, DATA_CHANGED, DATA_WIPED */
export async function planByScan(set: DataSet, report: string): Promise<PlannedClean> {
  const what = 'a report of assay data scan';
  const { document, digest } = readDocument(report, what, await scanSchema(), limits.triageBytes);
  const { digest: expected } = document.dataset;
  const plan = planOfScan(set, document);
  return { plan, basis: { kind: 'scan', digest }, ...(expected === undefined ? {} : { expected }) };
}
