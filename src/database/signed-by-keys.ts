// What each key has signed.
import type { Sha256 } from '#core/digest';
import type { IndexDatabase } from './index-database.ts';

export interface SignedKinds {
  /** How many statements of each kind that count today; `foreign` for kinds that are not known here. */
  readonly counting: Readonly<Record<string, number>>;
  /** How many do not count any more. */
  readonly fallen: number;
}

/** Keys that have signed nothing are not in it. */
export async function signedByKeys({ tables }: IndexDatabase): Promise<ReadonlyMap<Sha256, SignedKinds>> {
  const rows = await tables
    .selectFrom('signer')
    .innerJoin('entry', 'entry.log_index', 'signer.log_index')
    .select(({ fn }) => ['signer.key_id', 'entry.predicate', 'entry.standing', fn.countAll<number>().as('count')])
    .groupBy(['signer.key_id', 'entry.predicate', 'entry.standing'])
    .orderBy('signer.key_id')
    .orderBy('entry.predicate')
    .execute();
  const keys = Map.groupBy(rows, ({ key_id }) => key_id);
  return new Map(
    [...keys].map(([key, list]) => {
      const stands = list.filter(({ standing }) => standing === 'verified' || standing === 'foreign');
      const fallen = list.filter((row) => !stands.includes(row));
      return [
        key,
        {
          counting: Object.fromEntries(stands.map(({ predicate, count }) => [predicate ?? 'foreign', Number(count)])),
          fallen: fallen.reduce((sum, { count }) => sum + Number(count), 0),
        },
      ];
    }),
  );
}
