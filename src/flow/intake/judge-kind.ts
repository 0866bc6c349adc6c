// What somebody says that a delivery is beside what its content shows.
import type { AssetKind } from '#core/asset';
import { quote } from '#core/quote';
import type { IntakeItem } from '#predicates/intake';

/** What somebody says that it is has to be among what it shows. */
export function kindOf(
  given: AssetKind | undefined,
  found: readonly AssetKind[],
  shownBy: Readonly<Partial<Record<AssetKind, string>>>,
): { readonly kind: AssetKind; readonly items: readonly IntakeItem[] } {
  const shown = found.map((kind) => `${kind} (${quote(shownBy[kind] ?? '').slice(1, -1)})`).join(', ');
  const observed = found.length === 0 ? 'its content shows nothing' : `its content shows: ${shown}`;
  const item = (state: string, outcome: IntakeItem['outcome']): IntakeItem => ({
    topic: 'kind',
    state,
    outcome,
    observed,
    ...(given === undefined ? {} : { claim: { says: given, source: '--kind', strength: 'given' } as const }),
  });
  const [first] = found;
  if (given === undefined) {
    if (first === undefined) return { kind: 'document', items: [item('unknown', 'inconclusive')] };
    return { kind: first, items: [found.length === 1 ? item('found', 'pass') : item('several', 'inconclusive')] };
  }
  if (!tellingKinds.has(given)) return { kind: given, items: [item('not-told-by-content', 'not-applicable')] };
  if (found.includes(given))
    return { kind: given, items: [found.length === 1 ? item('as-said', 'pass') : item('several', 'pass')] };
  return {
    kind: given,
    items: [item(found.length === 0 ? 'unknown' : 'other', found.length === 0 ? 'inconclusive' : 'fail')],
  };
}

const tellingKinds: ReadonlySet<AssetKind> = new Set(['model', 'adapter', 'dataset']);
