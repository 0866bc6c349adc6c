// What files are called beside what they are.

import { quote } from '#core/quote';
import type { FileReport, ScanReport } from '#core/scan-report';
import { formats } from '#formats/formats.generated';
import { layouts } from '#formats/layouts.generated';
import type { IntakeItem } from '#predicates/intake';
import type { DeliveredFile, Delivery } from './delivery.ts';

/** @param claimed - id of the format that whoever takes it in, or the supplier, says that it is in */
export function compareFormats(
  delivery: Delivery,
  scan: ScanReport,
  claimed: string | undefined,
): readonly IntakeItem[] {
  const byPlace = new Map(scan.files.map((file) => [file.sha256, file]));
  const items = delivery.files.flatMap((file) => compareName(file, byPlace.get(file.sha256)));
  if (claimed === undefined) return items;
  const found = [...new Set(scan.files.flatMap((file) => file.formats))].sort();
  const isSo = found.includes(claimed);
  const item: IntakeItem = {
    topic: 'format',
    state: isSo ? 'as-claimed' : 'other',
    outcome: isSo ? 'pass' : 'fail',
    claim: { says: claimed, source: '--format', strength: 'given' },
    observed: found.length === 0 ? 'no format that is known' : found.join(', ').slice(0, 400),
  };
  return [item, ...items];
}

/** A name that belongs to a format the bytes are not in: whoever goes by the name loads something else. */
function compareName({ path }: DeliveredFile, report: FileReport | undefined): readonly IntakeItem[] {
  if (report === undefined) return [];
  const extension = /\.([A-Za-z0-9]+)$/.exec(path)?.[1]?.toLowerCase() ?? '';
  const expected = [...formats, ...layouts]
    .filter(({ extensions }) => extensions.includes(extension))
    .map(({ id }) => id);
  // Text is what anything may be called.
  if (expected.length === 0 || expected.includes('text')) return [];
  if (report.formats.some((format) => expected.includes(format))) return [];
  const observed = report.formats.length === 0 ? 'no format that is known' : report.formats.join(', ');
  const claim = {
    says: `.${extension}: ${expected.slice(0, 6).join(' or ')}`,
    source: 'its name',
    strength: 'same-place',
  } as const;
  return [{ topic: 'format', path, state: 'other', outcome: 'fail', claim, observed: quote(observed).slice(1, -1) }];
}
