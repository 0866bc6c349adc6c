// Bytes that were read, hashed and scanned, whose own checksum nobody compared.
import type { Check, Observation } from '#checks/check';
import type { View, ViewKind } from '#formats/views/view';
import { allViews, observeOddities } from './oddities/observe-oddities.ts';

export const check: Check<ViewKind> = {
  id: 'unverified-checksum',
  title: 'Does the file hold checksums that were not verified?',
  why: 'Summing gigabytes of raw numbers a second time costs a quarter of the scan and tells less than the SHA-256 that is taken of the whole file.',
  remedy: "Compare the SHA-256 in the report with the supplier's; it covers every byte.",
  references: [],
  controls: ['OWASP-SUPPLYCHAINMANAGE-31'],
  views: allViews,
  check(view: View): readonly Observation[] {
    return observeOddities(view, 'unverified', { severity: 'info' });
  },
};
