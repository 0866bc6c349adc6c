// Numbers of the digests that the lineage knows. A digest gets the next one when the log names it for the first time, so the
// same log gives the same numbers.
import type { Kysely } from 'kysely';
import type { Sha256 } from '#core/digest';
import { inPortions } from './in-portions.ts';
import type { Rows } from './rows.ts';
import type { Tables } from './tables.ts';

export class Numbering {
  readonly #numbers: Map<Sha256, number>;
  #next: number;

  /** @param known - has to hold those of the digests asked for later that have a number */
  constructor(known: Map<Sha256, number>, next: number) {
    this.#numbers = known;
    this.#next = next;
  }

  /** Adds a row to `rows` for a digest that has no number yet. */
  numberOf(digest: Sha256, rows: Rows): number {
    const known = this.#numbers.get(digest);
    if (known !== undefined) return known;
    const id = this.#next++;
    this.#numbers.set(digest, id);
    rows.add('node', { id, digest });
    return id;
  }
}

export async function loadNumbering(database: Kysely<Tables>, digests: ReadonlySet<Sha256>): Promise<Numbering> {
  const rows = await inPortions([...digests], (portion) =>
    database.selectFrom('node').selectAll().where('digest', 'in', portion).execute(),
  );
  const last = await database.selectFrom('node').select('id').orderBy('id', 'desc').limit(1).executeTakeFirst();
  return new Numbering(new Map(rows.map(({ id, digest }) => [digest, id])), (last?.id ?? 0) + 1);
}
