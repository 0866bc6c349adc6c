// Which version a row comes from, also across moves, renames and versions that are gone.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type PlainRow, tableOf } from '#testkit/rows';
import { sha256 } from '../digest.ts';
import { type BlameRequest, blameRows } from './blame-rows.ts';
import type { RowBlame, RowVersion } from './row-blame.ts';
import type { RecordedFile } from './row-diff.ts';

type Content = readonly RecordedFile[] | { readonly unreadable: string };

const keyed = { key: 'id' };

function table(path: string, text: string, reading = keyed): RecordedFile {
  const rows = text.split(' ').filter((word) => word !== '');
  const plain: PlainRow[] = rows.map((word) => ({ key: word.split('=')[0] ?? '', content: word.split('=')[1] ?? '' }));
  return { path, table: tableOf(plain, reading) };
}

function versions(...contents: readonly Content[]): readonly (RowVersion & { loads: number })[] {
  return contents.map((content, at) => {
    const version = {
      name: `reviews@${at + 1}`,
      assetId: sha256(Buffer.from([at])),
      at: `2026-01-0${at + 1}T00:00:00.000Z`,
      by: 'ann',
      why: `change ${at + 1}`,
      loads: 0,
      load: async () => {
        version.loads += 1;
        return content;
      },
    };
    return version;
  });
}

function lines({ rows }: RowBlame): readonly string[] {
  return rows.map(({ row, version, as, previous, unsure }) => {
    const before =
      previous === undefined ? '' : ` was ${previous.version.name} ${previous.row.file}:${previous.row.row}`;
    return `${row.file}:${row.row} ${version.name} ${as}${before}${unsure === undefined ? '' : ' ?'}`;
  });
}

async function blame(contents: readonly Content[], request: BlameRequest = {}): Promise<RowBlame> {
  return blameRows(versions(...contents), request);
}

test('names the version of each row and what it was before', async () => {
  const found = await blame([[table('f', 'a=1 b=2')], [table('f', 'a=1 b=3')], [table('f', 'c=9 b=3 a=1')]]);
  expect(lines(found)).toEqual([
    'f:1 reviews@3 added',
    'f:2 reviews@2 changed was reviews@1 f:2',
    'f:3 reviews@1 recorded',
  ]);
  expect(found.versions.map(({ version, rows }) => `${version.name} ${rows}`)).toEqual([
    'reviews@1 1',
    'reviews@2 1',
    'reviews@3 1',
  ]);
  expect([found.outcome, found.of.why, found.unlisted]).toEqual(['complete', 'change 3', 0]);
});

test('one row by its number or its key', async () => {
  const contents = [
    [table('f', 'a=1'), table('g', 'a=1')],
    [table('f', 'a=2'), table('g', 'a=1 "a"=5')],
  ];
  expect(lines(await blame(contents, { file: 'f', row: 1 }))).toEqual(['f:1 reviews@2 changed was reviews@1 f:1']);
  expect(lines(await blame(contents, { key: 'a' }))).toEqual([
    'f:1 reviews@2 changed was reviews@1 f:1',
    'g:1 reviews@1 recorded',
    'g:2 reviews@2 added',
  ]);
  expect((await blame(contents, { key: 'z' })).outcome).toBe('no-such-row');
  expect((await blame([[table('f', 'a', {} as never)]], { key: 'a' })).outcome).toBe('no-such-row');
});

test('follows rows into other files', async () => {
  const found = await blame([[table('f', 'a=1 b=2')], [table('f', 'a=1'), table('g', 'b=2')], [table('h', 'b=2')]]);
  expect(lines(found)).toEqual(['h:1 reviews@1 recorded']);
});

test('stops loading when every row is explained, and loads no version twice', async () => {
  const all = versions([table('f', 'a=1')], [table('f', 'a=2')], [table('f', 'a=3')]);
  await blameRows(all);
  expect(all.map(({ loads }) => loads)).toEqual([0, 1, 1]);
});

test('a version that only moved, with nothing changed', async () => {
  const same = [table('f', 'a=1')];
  expect(lines(await blame([same, same, same]))).toEqual(['f:1 reviews@1 recorded']);
});

test('lists are bounded, counts are not', async () => {
  const found = await blame([[table('f', 'a=1 b=2 c=3')]], { mostListed: 2 });
  expect([found.rows.length, found.unlisted, found.versions[0]?.rows]).toEqual([2, 1, 3]);
});

describe('what could not be looked at is said', () => {
  const gone = { unreadable: 'its rows were erased' };

  test('a version between: a row that is on both sides was there all the time, of others it is not known', async () => {
    const found = await blame([[table('f', 'a=1 b=1')], gone, [table('f', 'a=1 b=2')]]);
    expect(lines(found)).toEqual(['f:1 reviews@1 recorded', 'f:2 reviews@3 changed was reviews@1 f:2 ?']);
    expect(found).toMatchObject({
      outcome: 'inconclusive',
      gaps: ['reviews@2 could not be looked at: its rows were erased'],
    });
    expect(found.rows[1]?.unsure).toBe(found.gaps[0]);
  });

  test('a version between, when it makes no difference', async () => {
    expect((await blame([[table('f', 'a=1')], gone, [table('f', 'a=1')]])).outcome).toBe('complete');
  });

  test('the first version', async () => {
    expect(lines(await blame([gone, [table('f', 'a=1')]]))).toEqual(['f:1 reviews@2 recorded ?']);
  });

  test('the newest version', async () => {
    const found = await blame([[table('f', 'a=1')], gone]);
    expect([found.outcome, found.rows, found.gaps.length]).toEqual(['inconclusive', [], 1]);
  });

  const unrecorded = { path: 'f', unrecorded: 'a quote is open', sha256: sha256(Buffer.from('')) };

  test('files whose rows are not recorded', async () => {
    const found = await blame([[unrecorded], [table('f', 'a=1')]]);
    expect(lines(found)).toEqual(['f:1 reviews@2 added ?']);
    expect(found.gaps).toEqual(['reviews@1: rows of f are not recorded: a quote is open']);
    expect((await blame([[table('f', 'a=1')], [unrecorded]])).outcome).toBe('inconclusive');
    expect((await blame([[unrecorded], [unrecorded, table('g', 'a=1')]], { file: 'g' })).outcome).toBe('complete');
  });

  test('rows that were read in another way', async () => {
    const found = await blame([[table('f', 'a=1', {} as never)], [table('f', 'a=1')]]);
    expect(found.gaps).toEqual(['reviews@1: rows of f were read in another way']);
  });

  test('no version is a mistake of the caller', async () => {
    await expect(blameRows([])).rejects.toThrow(RangeError);
  });
});

test('agrees with looking for the content in every version, where keys are unique', async () => {
  const history = fc.array(
    fc.uniqueArray(fc.record({ key: fc.constantFrom(...'abcdef'), content: fc.constantFrom('1', '2', '3') }), {
      selector: ({ key }) => key,
    }),
    {
      minLength: 1,
      maxLength: 6,
    },
  );
  await fc.assert(
    fc.asyncProperty(history, async (states) => {
      const contents = states.map((rows) => [{ path: 'f', table: tableOf(rows, keyed) }]);
      const { rows } = await blame(contents);
      const newest = states.at(-1) ?? [];
      const expected = newest.map(({ key, content }) => {
        let version = states.length;
        while (version > 1 && states[version - 2]?.some((row) => row.key === key && row.content === content))
          version -= 1;
        return `reviews@${version}`;
      });
      const added = rows.map(({ version }) => version.name);
      // Content that came with another key counts as the same row with another key, which is a change too.
      expect(added).toEqual(expected);
    }),
  );
});
