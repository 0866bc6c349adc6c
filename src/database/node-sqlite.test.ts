// The traps of node:sqlite that the adapter closes: values it would leave out, shift or round without a word.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openNodeSqlite } from './node-sqlite.ts';
import { sqliteError } from './sqlite-error.ts';
import { storedText, textOfStored } from './stored-text.ts';

test('a value too few or too many is refused', () => {
  const database = openNodeSqlite(':memory:');
  const statement = database.prepare(`select ? as "a?", '?' as b, ? as c`);
  expect(statement.all([1, 'x'])).toMatchObject([{ 'a?': 1, b: '?', c: 'x' }]);
  for (const values of [[], [1], [1, 2, 3]])
    expect(() => statement.all(values)).toThrow(`${values.length} values for 2 places`);
  database.close();
});

test('dates, objects, undefined, fractions and numbers that are not exact are refused', () => {
  const database = openNodeSqlite(':memory:');
  const statement = database.prepare('select ? as a, ? as b');
  for (const value of [new Date(0), { a: 1 }, undefined, 1.5, Number.NaN, 2 ** 53, true]) {
    expect(() => statement.all([value, 1])).toThrow('cannot be stored');
    expect(() => statement.run([1, value])).toThrow('cannot be stored');
  }
  database.close();
});

test('a number that is not exact is damage when it is read', () => {
  const database = openNodeSqlite(':memory:');
  expect(() => database.prepare('select 9007199254740993 as a').all([])).toThrow(
    expect.objectContaining({ code: 'INDEX_CORRUPT' }),
  );
  database.close();
});

test('what SQLite says has a code of ours, and anything else stays what it is', () => {
  const other = new Error('other');
  expect(sqliteError(other)).toBe(other);
  expect(sqliteError('text')).toBe('text');
  const codes = [5, 8, 11, 13, 14, 26, 266].map((errcode) =>
    sqliteError(Object.assign(new Error('said'), { errcode })),
  );
  expect(codes.map((error) => (error instanceof Error && 'code' in error ? error.code : error))).toEqual([
    'INDEX_BUSY',
    'INDEX_WRITE',
    'INDEX_CORRUPT',
    'INDEX_WRITE',
    'INDEX_READ',
    'INDEX_CORRUPT',
    'INDEX_READ',
  ]);
});

test('any text comes back as it was, without what a database cannot hold', () => {
  const unit = fc.oneof(
    fc.constantFrom('\0', '\uffff', '\ud800', '\udc00', '0', 'f', '\u{1f600}'),
    fc.string({ maxLength: 2 }),
  );
  fc.assert(
    fc.property(fc.array(unit), (units) => {
      const text = units.join('');
      const stored = storedText(text);
      expect(textOfStored(stored)).toBe(text);
      expect(stored.isWellFormed() && !stored.includes('\0')).toBe(true);
    }),
  );
});
