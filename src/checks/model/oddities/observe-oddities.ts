// From what a reader noticed to what a check says: the same for every kind of oddity, on every kind of view.
import type { Observation } from '#checks/check';
import type { OddityKind } from '#formats/views/oddity';
import type { View, ViewKind } from '#formats/views/view';

/** Every kind of view has oddities. */
export const allViews: readonly ViewKind[] = [
  'archive',
  'code',
  'graph',
  'inert',
  'program',
  'template',
  'tensors',
  'text',
  'tree',
];

/** One observation per oddity of `kind`; beyond `mostListed` the rest is counted. */
export function observeOddities(
  view: View,
  kind: OddityKind,
  judgement: Pick<Observation, 'severity' | 'outcome'>,
): readonly Observation[] {
  const found = view.oddities.filter((oddity) => oddity.kind === kind);
  return found.slice(0, mostListed).map((oddity, index) => ({
    ...judgement,
    message: index < mostListed - 1 ? oddity.message : withCount(oddity.message, found.length - mostListed),
    where: oddity.where,
    ...(oddity.references === undefined ? {} : { references: oddity.references }),
  }));
}

function withCount(message: string, more: number): string {
  return more > 0 ? `${message} (and ${more} more like it)` : message;
}

const mostListed = 20;
