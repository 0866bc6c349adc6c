import { expect, test } from 'vitest';
import { compareTree } from './compare-tree.ts';
import { diffManifests } from './diff-manifests.ts';
import { sha256 } from './digest.ts';
import { type ErrorCode, FileError } from './errors.ts';
import { type Entry, encodeManifest, type Manifest } from './manifest.ts';

const file = (path: string, content = path, executable = false): Entry => {
  const bytes = Buffer.from(content);
  return { type: 'file', path, size: bytes.length, sha256: sha256(bytes), executable };
};
const link = (path: string, target: string): Entry => ({ type: 'link', path, target });
const folder = (path: string): Entry => ({ type: 'folder', path });
const problem = (path: string, code: ErrorCode): FileError => new FileError(code, 'is odd', { path });
const manifest = (...entries: readonly Entry[]): Manifest => encodeManifest(entries);

/** `state path [differences] [-> or <- path] [(reason)]` of all that does not match. */
function compare(recorded: Manifest, found: readonly Entry[], problems: readonly FileError[] = []): readonly string[] {
  return compareTree(recorded, { entries: found, problems })
    .entries.filter(({ state }) => state !== 'match')
    .map(({ path, state, differences, movedTo, movedFrom, reason }) =>
      [
        state,
        path,
        ...(differences ?? []),
        ...(movedTo === undefined ? [] : ['->', movedTo]),
        ...(movedFrom === undefined ? [] : ['<-', movedFrom]),
        ...(reason === undefined ? [] : [reason]),
      ].join(' '),
    );
}

/** `change path [<- from] [differences]` */
function diff(before: Manifest, after: Manifest): readonly string[] {
  return diffManifests(before, after).changes.map(({ path, change, from, differences }) =>
    [change, path, ...(from === undefined ? [] : ['<-', from]), ...(differences ?? [])].join(' '),
  );
}

const recorded = manifest(file('a'), file('b'), file('run', 'x', true), link('l', 'a'), folder('empty'));

test('the same entries match, in whatever order they come', () => {
  const { entries, summary } = compareTree(recorded, { entries: [...recorded.entries].reverse(), problems: [] });
  expect(summary).toEqual({ match: 5, changed: 0, missing: 0, added: 0, unreadable: 0 });
  expect(entries.map(({ path }) => path)).toEqual(['a', 'b', 'empty', 'l', 'run']);
  expect(diff(recorded, recorded)).toEqual([]);
});

test('every kind of change is named', () => {
  const now = [file('a', 'other', true), file('run', 'x'), link('l', 'b'), link('empty', 'a'), file('new')];
  expect(compare(recorded, now)).toEqual([
    'changed a content mode',
    'missing b',
    'changed empty type',
    'changed l target',
    'added new',
    'changed run mode',
  ]);
  expect(diff(recorded, manifest(...now))).toEqual([
    'changed a content mode',
    'removed b',
    'changed empty type',
    'changed l target',
    'added new',
    'changed run mode',
  ]);
});

test('of a hosted model the version counts', () => {
  const service = (version?: string): Entry => ({
    type: 'service',
    path: 'https://models.example',
    ...(version === undefined ? {} : { version }),
  });
  expect(compare(manifest(service('1')), [service('2')])).toEqual(['changed https://models.example version']);
  expect(compare(manifest(service('1')), [service('1')])).toEqual([]);
});

test('a file under another name is a hint beside missing and added, and one line of a difference', () => {
  const before = manifest(file('one', 'same'), file('two', 'same'), file('void', ''), file('kept'));
  const now = [file('three', 'same', true), file('nothing', ''), file('kept')];
  expect(compare(before, now)).toEqual([
    'added nothing',
    'missing one -> three',
    'added three <- one',
    'missing two',
    'missing void',
  ]);
  expect(diff(before, manifest(...now))).toEqual([
    'added nothing',
    'renamed three <- one mode',
    'removed two',
    'removed void',
  ]);
  expect(diff(manifest(file('a', 'x')), manifest(file('b', 'x')))).toEqual(['renamed b <- a']);
});

test('a difference counts entries and bytes', () => {
  const { summary, bytes } = diffManifests(
    manifest(file('a', '1'), file('b', '22'), file('c', '333')),
    manifest(file('a', '1'), file('b', '4444'), file('d', '333'), file('e', '5'), link('l', 'a')),
  );
  expect(summary).toEqual({ added: 2, removed: 0, changed: 1, renamed: 1, unchanged: 1 });
  expect(bytes).toEqual({ before: 6, after: 9 });
});

test('what cannot be read is not refuted, what is something else is', () => {
  const before = manifest(file('a'), file('b'), file('sub/x'), file('sub/y'), file('was/x'));
  const problems = [
    problem('a', 'FILE_CHANGED'),
    problem('b', 'FILE_KIND'),
    problem('sub', 'FILE_UNREADABLE'),
    problem('was', 'FILE_KIND'),
    problem('odd', 'FILE_NAME'),
    problem('closed', 'FILE_UNREADABLE'),
  ];
  expect(compare(before, [file('c', 'a')], problems)).toEqual([
    'unreadable a is odd',
    'changed b is odd',
    'added c',
    'unreadable closed is odd',
    'added odd is odd',
    'unreadable sub is odd',
    'unreadable sub/x is odd',
    'unreadable sub/y is odd',
    'added was is odd',
    'missing was/x is odd',
  ]);
});

test('paths come in the order of code points', () => {
  const found = [file('\u{1f600}'), file('\uff5e'), file('a')];
  expect(compare(manifest(), found)).toEqual(['added a', 'added \uff5e', 'added \u{1f600}']);
});
