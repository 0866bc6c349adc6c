// The two orders that resources of model signatures stand in.
import { compareCodePoints } from '#core/code-point-order';
import type { Resource, ResourceOrder } from './signed-model.ts';

/** The name a resource has in the statement. @source OMS v1.0 section 6.1.2 and 6.3.2 */
export function nameOf({ path, range }: Pick<Resource, 'path' | 'range'>): string {
  return range === undefined ? path : `${path}:${range.start}:${range.end}`;
}

/** A sorted copy. */
export function sortResources(
  resources: readonly Resource[],
  order: Exclude<ResourceOrder, 'other'>,
): readonly Resource[] {
  return [...resources].sort(order === 'components' ? byComponents : (a, b) => compareCodePoints(nameOf(a), nameOf(b)));
}

/** The order that `resources` stand in; where both orders agree, the one of the specification. */
export function orderOf(resources: readonly Resource[]): ResourceOrder {
  if (isSorted(resources, (a, b) => compareCodePoints(nameOf(a), nameOf(b)))) return 'specification';
  return isSorted(resources, byComponents) ? 'components' : 'other';
}

function isSorted(resources: readonly Resource[], compare: (a: Resource, b: Resource) => number): boolean {
  return resources.every((resource, index) => {
    const before = resources[index - 1];
    return before === undefined || compare(before, resource) <= 0;
  });
}

/** As Python compares paths: part by part, a path before what is below it; then shards by their first byte. */
function byComponents(a: Resource, b: Resource): number {
  const left = a.path.split('/');
  const right = b.path.split('/');
  for (const [index, part] of left.entries()) {
    const other = right[index];
    if (other === undefined) break;
    const difference = compareCodePoints(part, other);
    if (difference !== 0) return difference;
  }
  return left.length - right.length || startOf(a) - startOf(b);
}

/** First byte of a shard; 0 for a whole file. */
export function startOf({ range }: Pick<Resource, 'range'>): number {
  return range?.start ?? 0;
}
