// Rows on their way into the tables.
import type { TableName } from './columns.ts';
import type { Tables } from './tables.ts';

type Lists = { readonly [T in TableName]: Tables[T][] };

export class Rows {
  readonly #lists: Lists = {
    index_state: [],
    entry: [],
    signer: [],
    subject: [],
    node: [],
    edge: [],
    party: [],
    making: [],
    asset: [],
    asset_entry: [],
    location: [],
    reference_move: [],
    key_change: [],
    decision: [],
    release: [],
    audit: [],
  };

  add<T extends TableName>(table: T, row: Tables[T]): void {
    this.#lists[table].push(row);
  }

  of<T extends TableName>(table: T): readonly Tables[T][] {
    return this.#lists[table];
  }
}
