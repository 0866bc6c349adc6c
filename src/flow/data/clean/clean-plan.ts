// Which rows go and which get another label, and whether that may be done at all.
import type { DataScan } from '#core/dataset/data-scan';
import type { DataSet, RowId } from '#core/dataset/data-set';
import type { DataTriageReport } from '#core/dataset/data-triage';
import { AssayError } from '#core/errors';
import { outcomeOf } from '../triage/report-triage.ts';

export interface PlannedRow {
  readonly reasons: readonly string[];
  /** The right class; absent: the row goes. */
  readonly to?: string;
}

export interface CleanPlan {
  readonly rows: ReadonlyMap<RowId, PlannedRow>;
  /** What speaks against doing it, in sentences. */
  readonly doubts: readonly string[];
  readonly notes: readonly string[];
}

/** The rows that the scan would filter; those it alerts of are for people. */
export function planOfScan(set: DataSet, scan: DataScan): CleanPlan {
  const filtered = scan.rows.filter(({ decision }) => decision === 'filter');
  const rows = new Map(
    filtered.map(({ row, because }): [RowId, PlannedRow] => [row, { reasons: because.map(({ text }) => text) }]),
  );
  const alerts = scan.rows.length - filtered.length;
  const notes =
    alerts === 0 ? [] : [`${alerts} rows that people should look at were left as they are: assay data triage.`];
  return withDoubts(set, { rows, doubts: [], notes });
}

/** What people decided. Open and disputed rows stay as they are. */
export function planOfTriage(set: DataSet, report: DataTriageReport): CleanPlan {
  if (report.seal === 'closed') {
    throw new AssayError('DATA_SEAL', 'some rows of the queue are seeded defects; the seal tells which: --seal FILE');
  }
  const { rejected, relabelled } = outcomeOf(report);
  const rows = new Map<RowId, PlannedRow>();
  for (const { row, reasons } of rejected) rows.set(row, { reasons });
  for (const { row, reasons, class: to } of relabelled) rows.set(row, { reasons, ...(to === undefined ? {} : { to }) });
  const { open, disputed, 'second-wanted': second } = report.counts;
  const left = open + disputed + second;
  const notes = left === 0 ? [] : [`${left} rows of the queue are not decided and were left as they are.`];
  return withDoubts(set, { rows, doubts: report.findings.filter(isGrave).map(({ text }) => `${text}.`), notes });
}

/** What makes a review worthless, as opposed to incomplete. */
function isGrave({ finding }: DataTriageReport['findings'][number]): boolean {
  return finding === 'bulk-decisions' || finding === 'missed-defects' || finding === 'same-reason';
}

/** @throws {AssayError} DATA_CHANGED for a row that the data do not have, or have twice */
function withDoubts(set: DataSet, plan: CleanPlan): CleanPlan {
  const { labels, count } = set;
  const met = new Set<RowId>();
  const before = new Map<string, number>();
  const after = new Map<string, number>();
  let removed = 0;
  for (let row = 0; row < count; row++) {
    const name = labels?.names[labels.codes[row] ?? -1] ?? '';
    before.set(name, (before.get(name) ?? 0) + 1);
    const planned = plan.rows.get(set.id(row));
    if (planned !== undefined) {
      if (met.has(set.id(row)))
        throw new AssayError(
          'DATA_CHANGED',
          `row ${set.id(row)} is in the data twice: by its id nobody can tell which is meant`,
        );
      met.add(set.id(row));
    }
    if (planned !== undefined && planned.to === undefined) removed++;
    else after.set(planned?.to ?? name, (after.get(planned?.to ?? name) ?? 0) + 1);
  }
  const missing = [...plan.rows.keys()].find((row) => !met.has(row));
  if (missing !== undefined) throw new AssayError('DATA_CHANGED', `there is no row ${missing} in the data`);
  if (removed === count && count > 0) {
    throw new AssayError('DATA_WIPED', `all ${count} rows would go: that is no cleaning; nothing was written`);
  }
  const emptied = [...before.keys()].filter((name) => name !== '' && !after.has(name));
  return {
    ...plan,
    doubts: [
      ...plan.doubts,
      ...(removed > count / 2 ? [`${removed} of ${count} rows would go: more than half.`] : []),
      ...emptied.map((name) => `No row of class ${JSON.stringify(name)} would be left.`),
    ],
  };
}
