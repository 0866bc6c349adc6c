// What columns are, apart from features.
import { AssayError } from '#core/errors';
import { quote } from '#core/quote';

/** Names of columns or fields. */
export interface Roles {
  /** The class of a row. */
  readonly label?: string;
  /** The text of a row: the set is one of texts. */
  readonly text?: string;
  /** What names a row; absent: its index in the file, from 0. */
  readonly id?: string;
  /** Who or what contributed a row. */
  readonly source?: string;
  /** When a row was contributed. */
  readonly time?: string;
}

/**
 * Where the columns of the roles stand; -1 for a role that nobody has.
 * @throws {AssayError} DATA_COLUMN when a name is not there
 */
export function positionsOf(names: readonly string[], roles: Roles): Readonly<Record<keyof Roles, number>> {
  const at = (name: string | undefined): number => {
    if (name === undefined) return -1;
    const found = names.indexOf(name);
    if (found >= 0) return found;
    const shown = names.slice(0, shownNames).map(quote).join(', ');
    const others = names.length > shownNames ? ` and ${names.length - shownNames} others` : '';
    throw new AssayError('DATA_COLUMN', `there is no column ${quote(name)}; there are ${shown}${others}`, {
      value: name,
    });
  };
  const { label, text, id, source, time } = roles;
  return { label: at(label), text: at(text), id: at(id), source: at(source), time: at(time) };
}

const shownNames = 20;
