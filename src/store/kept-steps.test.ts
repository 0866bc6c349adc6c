import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { KeptSteps } from './kept-steps.ts';

let folder = '';
beforeEach(() => {
  folder = fs.mkdtempSync(join(tmpdir(), 'assay-kept-'));
});
afterEach(() => fs.rmSync(folder, { recursive: true }));

const now = Date.parse('2026-05-01T12:00:00Z');
const open = (subject = 'one', at = now): KeptSteps => new KeptSteps({ folder, subject, now: at });
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const text = (found: Uint8Array | undefined): string | undefined =>
  found === undefined ? undefined : new TextDecoder().decode(found);
const files = (): readonly string[] => fs.readdirSync(folder).filter((name) => name.endsWith('.step'));
const only = (): string => join(folder, files()[0] ?? '');

describe('steps that are kept', () => {
  test('are there for the same subject, and for no other', () => {
    open().write('a', bytes('first'));
    open().write('b', bytes('second'));
    expect([text(open().read('a')), text(open().read('b')), open().read('c')]).toEqual(['first', 'second', undefined]);
    expect(open('two').read('a')).toBeUndefined();
    expect(open().notices).toEqual([]);
    expect(fs.statSync(only()).mode & 0o077).toBe(0);
  });

  test('are forgotten by subject', () => {
    open().write('a', bytes('first'));
    open('two').write('a', bytes('other'));
    open().clear();
    expect([open().read('a'), text(open('two').read('a'))]).toEqual([undefined, 'other']);
  });

  test.each([
    ['a changed byte', (file: Buffer) => Buffer.concat([file.subarray(0, -1), Buffer.from('X')])],
    ['a cut', (file: Buffer) => file.subarray(0, -3)],
    ['nothing', () => Buffer.alloc(0)],
    [
      'a code of zeroes',
      (file: Buffer) => Buffer.concat([Buffer.from(`assay.kept-step/1 ${'0'.repeat(64)}\n`), file.subarray(83)]),
    ],
  ])('%s is noticed, and done again', (_, damage) => {
    open().write('a', bytes('a result'));
    fs.writeFileSync(only(), damage(fs.readFileSync(only())));
    const steps = open();
    expect(steps.read('a')).toBeUndefined();
    expect(steps.notices).toEqual([expect.stringContaining('damaged or foreign')]);
    steps.write('a', bytes('again'));
    expect(text(open().read('a'))).toBe('again');
  });

  test('a result in the place of another step is foreign', () => {
    open().write('a', bytes('of a'));
    const placeOfA = only();
    open().write('b', bytes('of b'));
    const placeOfB = join(folder, files().find((name) => join(folder, name) !== placeOfA) ?? '');
    fs.copyFileSync(placeOfA, placeOfB);
    expect(open().read('b')).toBeUndefined();
    expect(text(open().read('a'))).toBe('of a');
  });

  test('a folder that was copied from elsewhere says nothing', () => {
    open().write('a', bytes('of a'));
    const copied = `${folder}-copy`;
    fs.cpSync(folder, copied, { recursive: true });
    try {
      const steps = new KeptSteps({ folder: copied, subject: 'one', now });
      expect(steps.read('a')).toBeUndefined();
    } finally {
      fs.rmSync(copied, { recursive: true });
    }
  });

  test('a key that others can read ends the keeping, not the work', () => {
    open().write('a', bytes('of a'));
    fs.chmodSync(join(folder, 'key'), 0o644);
    const steps = open();
    expect(steps.read('a')).toBeUndefined();
    steps.write('b', bytes('of b'));
    steps.clear();
    expect(steps.notices).toEqual([expect.stringContaining('can be read or changed by others')]);
    expect(files()).toHaveLength(1);
  });

  test('a folder that cannot be made is said once', () => {
    fs.writeFileSync(join(folder, 'file'), 'x');
    const none = new KeptSteps({ folder: join(folder, 'file', 'below'), subject: 'one', now });
    expect(none.notices).toHaveLength(1);
    expect(none.read('a')).toBeUndefined();
  });

  test('what nobody came back to is removed after two weeks', () => {
    open().write('a', bytes('of a'));
    open('two', Date.now() + 13 * 86_400_000);
    expect(files()).toHaveLength(1);
    open('two', Date.now() + 15 * 86_400_000);
    expect(files()).toHaveLength(0);
  });
});
