// Differences between versions: applied to the one they give the other, and each kind of change is told from the others.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildTable, hexOf, type PlainRow, tableOf } from '#testkit/rows';
import { parseSha256, sha256 } from '../digest.ts';
import { diffRows } from './diff-rows.ts';
import { longestRise } from './longest-rise.ts';
import { matchRows } from './match-rows.ts';
import type { RecordedFile, RowChange, RowDiff } from './row-diff.ts';
import { RowSet } from './row-set.ts';
import { digestAt, textAt } from './row-table.ts';
import { rowsOfManifest } from './rows-of-manifest.ts';

const keyed = { key: 'id' };
const labelled = { key: 'id', label: 'label' };

function file(
  path: string,
  rows: readonly PlainRow[],
  reading = {},
): RecordedFile & { readonly table: ReturnType<typeof tableOf> } {
  return { path, table: tableOf(rows, reading) };
}

function csv(path: string, content: string, options = {}): RecordedFile {
  return { path, table: buildTable('csv', content, options).table };
}

/** `k1=a` stands for a row with key k1 and content a, `a` for one without key, `k1=a|x` for one with label x. */
function rows(text: string): readonly PlainRow[] {
  const words = text.split(' ').filter((word) => word !== '');
  return words.map((word) => {
    const [, key, content = '', label] = /^(?:([^=]*)=)?([^|]*)(?:\|(.*))?$/.exec(word) ?? [];
    return { content, ...(key === undefined ? {} : { key }), ...(label === undefined ? {} : { label }) };
  });
}

function summary({ changes }: RowDiff): readonly string[] {
  return changes.map(({ kind, before, after, by, moved }) =>
    [
      kind,
      before?.row ?? '-',
      after?.row ?? '-',
      ...(by === undefined ? [] : [by]),
      ...(moved === true ? ['moved'] : []),
    ].join(' '),
  );
}

function diff(before: string, after: string, reading = {}): readonly string[] {
  return summary(diffRows([file('f', rows(before), reading)], [file('f', rows(after), reading)]));
}

describe('rows with keys', () => {
  test.each([
    ['a=1 b=2 c=3', 'a=1 b=2 c=3', []],
    ['a=1 b=2 c=3', 'a=1 c=3', ['removed 2 -']],
    ['a=1 c=3', 'a=1 b=2 c=3', ['added - 2']],
    ['a=1 b=2 c=3', 'a=1 b=9 c=3', ['changed 2 2 key']],
    ['a=1 b=2 c=3', 'c=3 a=1 b=2', ['moved 3 1']],
    ['a=1 b=2 c=3', 'b=9 a=1 c=3', ['changed 2 1 key moved']],
    ['a=1 b=2', 'a=1 z=2', ['rekeyed 2 2 digest']],
    ['a=1 b=2', 'x=8 y=9', ['added - 1', 'added - 2', 'removed 1 -', 'removed 2 -']],
    // Repeated keys: equal contents belong together whatever their order, then the others in order.
    ['a=1 a=2', 'a=2 a=1', ['moved 2 1']],
    ['a=1 a=2', 'a=2', ['removed 1 -']],
    ['a=1 a=2', 'a=2 a=3', ['changed 1 2 key', 'moved 2 1']],
    ['a=1', 'a=1 a=1', ['added - 2']],
    // A row whose key went missing.
    ['a=1 =2', 'a=1 b=2', ['rekeyed 2 2 digest']],
    ['', 'a=1', ['added - 1']],
    ['a=1', '', ['removed 1 -']],
  ])('%s -> %s', (before, after, changes) => expect(diff(before, after, keyed)).toEqual(changes));
});

describe('rows without keys', () => {
  test.each([
    ['a b c', 'a x c', ['changed 2 2 position']],
    ['a b c', 'a x y c', ['added - 2', 'added - 3', 'removed 2 -']],
    ['a b c d', 'a x y d', ['changed 2 2 position', 'changed 3 3 position']],
    ['a b c', 'b c a', ['moved 1 3']],
    ['a a a', 'a a', ['removed 3 -']],
    ['a b', 'x y', ['changed 1 1 position', 'changed 2 2 position']],
    ['a a b a', 'b a a a', ['moved 3 1']],
    ['a', 'x a y', ['added - 1', 'added - 3']],
  ])('%s -> %s', (before, after, changes) => expect(diff(before, after)).toEqual(changes));
});

describe('labels', () => {
  test('another label and nothing else is relabelled, with or without keys', () => {
    expect(diff('a=1|x b=2|x', 'a=1|y b=3|y', labelled)).toEqual(['changed 2 2 key', 'relabelled 1 1 key']);
    expect(diff('1|x 2|x 3|z', '2|y 1|x 3|z', { label: 'label' })).toEqual(['relabelled 2 1 rest moved']);
  });

  test('names the labels', () => {
    const before = csv('d.csv', 'id,t,label\n1,hello,0\n', labelled);
    const { changes } = diffRows([before], [csv('d.csv', 'id,t,label\n1,hello,1\n', labelled)]);
    expect(changes).toEqual([
      {
        kind: 'relabelled',
        by: 'key',
        before: expect.objectContaining({ file: 'd.csv', row: 1, key: '1', label: '0', offset: 11, length: 9 }),
        after: expect.objectContaining({ file: 'd.csv', row: 1, key: '1', label: '1' }),
      },
    ]);
  });

  test('a file that moves to the folder of another class', () => {
    const manifest = (path: string, content: string): RecordedFile => {
      const entry = { type: 'file', path, size: 1, sha256: sha256(Buffer.from(content)), executable: false } as const;
      const script = { ...entry, path: 'run', executable: true };
      return {
        path: '',
        table: rowsOfManifest(
          { entries: [entry, script, { type: 'link', path: 'z', target: 'run' }] },
          { folderIsLabel: true },
        ),
      };
    };
    const { changes, counts } = diffRows([manifest('cat/1.jpg', 'x')], [manifest('dog/1.jpg', 'x')]);
    expect(changes).toMatchObject([
      {
        kind: 'relabelled',
        by: 'digest',
        before: { key: 'cat/1.jpg', label: 'cat' },
        after: { key: 'dog/1.jpg', label: 'dog' },
      },
    ]);
    expect(counts).toMatchObject({ same: 2, relabelled: 1 });
    expect(diffRows([manifest('cat/1.jpg', 'x')], [manifest('cat/2.jpg', 'x')]).changes).toMatchObject([
      { kind: 'rekeyed' },
    ]);
    expect(diffRows([manifest('cat/1.jpg', 'x')], [manifest('cat/1.jpg', 'y')]).counts).toMatchObject({
      changed: 2,
      same: 1,
    });
    expect(rowsOfManifest({ entries: [] }).reading).toEqual({ format: 'files', key: 'path' });
  });
});

describe('files', () => {
  test('rows move between files', () => {
    const before = [file('a', rows('k1=1 k2=2'), keyed), file('b', rows('k3=3'), keyed)];
    const after = [file('a', rows('k1=1'), keyed), file('b', rows('k2=2 k3=3'), keyed)];
    const found = diffRows(before, after);
    expect(found.changes).toEqual([
      {
        kind: 'moved',
        before: expect.objectContaining({ file: 'a', row: 2, key: 'k2' }),
        after: expect.objectContaining({ file: 'b', row: 1 }),
      },
    ]);
    expect([found.counts.same, found.counts.moved, found.outcome]).toEqual([2, 1, 'different']);
  });

  test('a renamed file is one line, not a million', () => {
    const found = diffRows([file('a', rows('k=1 l=2'), keyed)], [file('b', rows('k=1 l=2'), keyed)]);
    expect(found.files).toEqual([{ path: 'b', state: 'renamed', rowsBefore: 2, rowsAfter: 2, from: 'a' }]);
    expect([found.changes, found.counts.same, found.outcome]).toEqual([[], 2, 'different']);
  });

  test('a copy of a file is new', () => {
    const one = file('a', rows('k=1'), keyed);
    const found = diffRows([one], [one, { ...one, path: 'b' }]);
    expect(found.files.map(({ path, state }) => `${path} ${state}`)).toEqual(['a same', 'b added']);
    expect(summary(found)).toEqual(['added - 1']);
    expect(found.repeated.changed).toMatchObject([{ key: 'k', before: 1, after: 2, first: { file: 'a', row: 1 } }]);
  });

  test('columns that were renamed are a difference without a changed row', () => {
    const found = diffRows([csv('a', 'x,y\n1,2\n')], [csv('a', 'y,x\n1,2\n')]);
    expect(found.files).toMatchObject([{ state: 'changed', columns: { before: ['x', 'y'], after: ['y', 'x'] } }]);
    expect([found.changes, found.counts.same, found.outcome]).toEqual([[], 1, 'different']);
  });

  const unrecorded = { path: 'a', unrecorded: 'the last row does not end', sha256: parseSha256('1'.repeat(64)) };

  test('what was not recorded is not called the same', () => {
    const other = { ...unrecorded, sha256: parseSha256('2'.repeat(64)) };
    const table = file('a', rows('x'));
    const outcome = (before: readonly RecordedFile[], after: readonly RecordedFile[]): readonly unknown[] => {
      const found = diffRows(before, after);
      return [found.outcome, found.files[0]?.state, found.files[0]?.reason];
    };
    expect(outcome([unrecorded], [unrecorded])).toEqual(['same', 'same', undefined]);
    expect(outcome([unrecorded], [other])).toEqual([
      'inconclusive',
      'not-compared',
      'rows are not recorded: the last row does not end',
    ]);
    expect(outcome([unrecorded], [table])).toEqual([
      'inconclusive',
      'not-compared',
      'rows are not recorded: the last row does not end in the earlier version',
    ]);
    expect(outcome([table], [unrecorded])[1]).toBe('not-compared');
    expect(outcome([], [unrecorded])).toEqual(['different', 'added', 'the last row does not end']);
    expect(outcome([unrecorded], [])).toEqual(['different', 'removed', 'the last row does not end']);
    expect(outcome([], [])).toEqual(['same', undefined, undefined]);
  });

  test('tables that were read in other ways are not compared', () => {
    const found = diffRows([csv('a', 'id,t\n1,x\n', keyed)], [csv('a', 'id,t\n1,x\n')]);
    expect(found.files[0]).toMatchObject({
      state: 'not-compared',
      reason: 'rows were read as csv with the key "id", now as csv without a key',
    });
    expect([found.outcome, found.counts.same]).toEqual(['inconclusive', 0]);
  });
});

describe('lists and counts', () => {
  test('lists are bounded, counts are not', () => {
    const many = (from: number, to: number): string =>
      Array.from({ length: to - from }, (_, at) => `k${at + from}=${at}`).join(' ');
    const found = diffRows([file('f', rows(many(0, 100)), keyed)], [file('f', rows(many(50, 150)), keyed)], {
      mostListed: 3,
    });
    expect([found.counts.added, found.counts.removed, found.changes.length]).toEqual([50, 50, 3 + 3 + 3]);
    expect(found.unlisted).toBe(50 + 50 + found.counts.changed + found.counts.rekeyed - 9);
  });

  test('repetitions that became more or fewer', () => {
    const before = [file('f', rows('a=1 a=2 b=1 b=1 c=1 d=1'), keyed)];
    const { repeated } = diffRows(before, [file('f', rows('a=1 a=2 b=1 c=1 c=1 d=1'), keyed)]);
    expect(repeated.before).toEqual({ groups: 2, rows: 4 });
    expect(repeated.after).toEqual({ groups: 2, rows: 4 });
    expect(repeated.changed).toMatchObject([
      { key: 'c', before: 1, after: 2, first: { row: 4 } },
      { key: 'b', before: 2, after: 1, first: { row: 3 } },
    ]);
    expect(diffRows(before, [file('f', [], keyed)], { mostListed: 1 }).repeated).toMatchObject({
      changed: [{}],
      unlisted: 1,
    });
  });

  test('contents that repeat each other are named by their digest', () => {
    const { repeated } = diffRows([file('f', rows('a'))], [file('f', rows('a a'))]);
    expect(repeated.changed).toMatchObject([
      { digest: hexOf(digestAt(tableOf(rows('a')).digests, 0)), before: 1, after: 2 },
    ]);
  });
});

const content = fc.constantFrom('1', '2', '3');
const row = fc.record({ key: fc.constantFrom('', 'a', 'b', 'c', 'd'), content, label: fc.constantFrom('x', 'y') });
const versions = fc.array(row, { maxLength: 12 });

describe.each([
  ['keyed', keyed],
  ['labelled', labelled],
  ['plain', {}],
  ['plain with labels', { label: 'label' }],
])('%s versions of all kinds', (_, reading) => {
  const readAll = (rowsOf: readonly PlainRow[]): readonly RecordedFile[] => [
    file('a', rowsOf.slice(0, 5), reading),
    file('b', rowsOf.slice(5), reading),
  ];
  const wholeOf = { mostListed: Number.POSITIVE_INFINITY };

  test('the difference applied to the one gives the other', () => {
    fc.assert(
      fc.property(versions, versions, (a, b) => {
        const before = readAll(a);
        const found = diffRows(before, readAll(b), wholeOf);
        expect(apply(before, found)).toEqual(identities(readAll(b)));
        expect(found.unlisted).toBe(0);
      }),
      { numRuns: 500 },
    );
  });

  test('counts add up', () => {
    fc.assert(
      fc.property(versions, versions, (a, b) => {
        const { counts, outcome } = diffRows(readAll(a), readAll(b));
        const stayed = counts.same + counts.moved + counts.changed + counts.relabelled + counts.rekeyed;
        expect([stayed + counts.removed, stayed + counts.added]).toEqual([a.length, b.length]);
        if (outcome === 'same') expect(counts.same).toBe(a.length);
      }),
    );
  });

  test('other order, same rows: nothing but moves', () => {
    fc.assert(
      fc.property(
        versions.chain((a) => fc.tuple(fc.constant(a), fc.shuffledSubarray(a, { minLength: a.length }))),
        ([a, b]) => {
          const { counts } = diffRows([file('a', a, reading)], [file('a', b, reading)]);
          expect(counts.same + counts.moved).toBe(a.length);
        },
      ),
    );
  });
});

test('the longest rise is as long as one found by trying all', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 0, max: 30 }), { maxLength: 9 }), (values) => {
      const kept = longestRise(Int32Array.from(values));
      const chosen = values.filter((_, at) => kept[at] === 1);
      expect(chosen).toEqual([...chosen].sort((a, b) => a - b));
      let best = 0;
      for (let mask = 0; mask < 1 << values.length; mask += 1) {
        const some = values.filter((_, at) => (mask >> at) & 1);
        if (some.every((value, at) => at === 0 || value > (some[at - 1] ?? 0))) best = Math.max(best, some.length);
      }
      expect(chosen.length).toBe(best);
    }),
  );
  expect([...longestRise(Int32Array.from([-1, 3, -1, 1, 2]))]).toEqual([0, 0, 0, 1, 1]);
});

test('many rows of one content, and many of one key, take no quadratic time', () => {
  const same = file(
    'f',
    Array.from({ length: 30_000 }, () => ({ key: 'k', content: 'c' })),
    keyed,
  );
  const other = file(
    'f',
    Array.from({ length: 30_001 }, (_, at) => ({ key: 'k', content: String(at) })),
    keyed,
  );
  expect(diffRows([same], [other]).counts).toMatchObject({ changed: 30_000, added: 1 });
  expect(matchRows(new RowSet([same]), new RowSet([same])).kinds.every((kind) => kind === 0)).toBe(true);
});

/** What a difference says of each row of the later version, laid over the earlier one. */
function apply(before: readonly RecordedFile[], { changes }: RowDiff): ReadonlyMap<string, readonly string[]> {
  const gone = new Set(changes.flatMap(({ before: from }) => (from === undefined ? [] : [`${from.file} ${from.row}`])));
  const result = new Map<string, string[]>();
  for (const { path, table } of before.filter((one) => 'table' in one)) {
    const kept: string[] = [];
    for (let at = 0; at < table.count; at += 1) if (!gone.has(`${path} ${at + 1}`)) kept.push(identity(table, at));
    result.set(path, kept);
  }
  const arrived = changes.filter(
    (change): change is RowChange & { after: NonNullable<RowChange['after']> } => change.after !== undefined,
  );
  // In the order of their rows, so that each finds its place.
  for (const { after } of arrived.sort((a, b) => a.after.row - b.after.row)) {
    const kept = result.get(after.file) ?? [];
    kept.splice(after.row - 1, 0, `${after.key ?? ''} ${after.digest}`);
    result.set(after.file, kept);
  }
  return result;
}

function identities(files: readonly RecordedFile[]): ReadonlyMap<string, readonly string[]> {
  return new Map(
    files
      .filter((one) => 'table' in one)
      .map(({ path, table }) => [path, Array.from({ length: table.count }, (_, at) => identity(table, at))]),
  );
}

function identity(table: ReturnType<typeof tableOf>, at: number): string {
  const key = table.keys === undefined ? '' : Buffer.from(textAt(table.keys, at)).toString();
  return `${key} ${hexOf(digestAt(table.digests, at))}`;
}
