// Decisions that were written down in a CSV file, all of them or none.
import type { DataTriage, TriageEvent } from '#core/dataset/data-triage';
import { AssayError } from '#core/errors';
import * as limits from '#core/limits';
import { recordEnds } from '#formats/rows/delimited/record-end';
import { splitFields } from '#formats/rows/delimited/split-fields';
import { splitRows } from '#formats/rows/split-rows';
import { dialectOf } from '#formats/tables/delimited-dialect';
import { FileSource } from '#store/file-source';
import { type Decision, decisionEvent } from './decide-item.ts';

/**
 * Columns: row, decision, class, reason, seconds; the last may be missing, class may be empty.
 * @throws {FileError} @throws {AssayError} USAGE with the number of the row that is wrong: then nothing is decided
 */
export function readDecisions(triage: DataTriage, path: string, reviewer: string, now: Date): readonly TriageEvent[] {
  const decisions = parseDecisions(path);
  return decisions.map((decision, at) => {
    try {
      return decisionEvent(triage, decision, reviewer, now, decisions.length);
    } catch (error) {
      if (!(error instanceof AssayError)) throw error;
      throw new AssayError(error.code, `nothing was decided: row ${at + 1} of ${path}: ${error.message}`, { path });
    }
  });
}

function parseDecisions(path: string): readonly Decision[] {
  const source = FileSource.open(path);
  try {
    const { delimiter, names, from } = dialectOf(source, ',', { header: true });
    const column = (name: string): number => {
      const at = names.findIndex((one) => one.toLowerCase() === name);
      if (at >= 0 || name === 'class' || name === 'seconds') return at;
      throw new AssayError('DATA_COLUMN', `${path} has no column ${name}; it has ${names.join(', ')}`, { path });
    };
    const [row, verb, right, reason, seconds] = ['row', 'decision', 'class', 'reason', 'seconds'].map(column);
    const decisions: Decision[] = [];
    let isHeader = true;
    for (const { bytes } of splitRows(source, from, recordEnds(delimiter))) {
      const fields = bytes.length === 0 || isHeader ? [] : splitFields(bytes, delimiter, () => {});
      if (bytes.length > 0) isHeader = false;
      if (fields.length === 0) continue;
      if (decisions.length >= limits.triageItems.value) throw new AssayError('DATA_LIMIT', `${path} has too many rows`);
      const text = (at: number | undefined): string => fields[at ?? -1]?.toString('utf8').trim() ?? '';
      const time = text(seconds) === '' ? Number.NaN : Number(text(seconds));
      decisions.push({
        row: text(row),
        verb: text(verb).toLowerCase(),
        reason: text(reason),
        ...(text(right) === '' ? {} : { class: text(right) }),
        ...(time >= 0 && Number.isFinite(time) ? { declaredSeconds: time } : {}),
      });
    }
    source.finish();
    return decisions;
  } finally {
    source.close();
  }
}
