// Every call that changes the disk fails once without and once with its effect while an asset is laid out. Then nothing has a
// final name that is not whole, nothing outside the target was touched, and trying again works.
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { AssayError } from '#core/errors';
import { type EncodedManifest, encodeManifest } from '#core/manifest';
import { checkOutTree } from '#flow/check-out-tree';
import { readTree } from '#flow/read-tree';
import { systemFiles, type TreeFiles } from '#store/tree/tree-files';
import { buildTree, memorySource } from '#testkit/tree';

const base = fs.realpathSync(fs.mkdtempSync(join(tmpdir(), 'assay-check-out-faults-')));
afterAll(() => fs.rmSync(base, { recursive: true }));
const asset = join(base, 'asset');
buildTree(asset, { a: 'content of a', 'sub/b': { run: 'b' }, 'sub/link': { link: '../a' }, 'sub/empty': 'folder' });
/** What stands at the paths of the asset before, where it is written over something. */
const earlier = { a: 'earlier a', 'sub/b': 'earlier b', 'sub/link': { link: 'b' }, mine: 'mine' } as const;

/** The `failAt`th call fails; `present`: after it did its work. */
function failing(
  failAt: number,
  kind: 'absent' | 'present',
): { readonly files: TreeFiles; readonly failed: () => boolean } {
  let calls = 0;
  const error = (): Error => Object.assign(new Error('no space'), { code: 'ENOSPC' });
  const isTurn = (): boolean => calls++ === failAt;
  const wrapped = Object.entries(systemFiles).map(([name, act]) => [
    name,
    (...words: readonly unknown[]) => {
      // Cleaning up has to work: it is what the test looks at. A closed file stays closed.
      const fails = name !== 'rmSync' && isTurn();
      if (!fails) return Reflect.apply(act, undefined, words);
      const done: unknown =
        kind === 'present' || name === 'closeSync' ? Reflect.apply(act, undefined, words) : undefined;
      if (name === 'sync') return Promise.resolve(done).then(() => Promise.reject(error()));
      throw error();
    },
  ]);
  return { files: Object.fromEntries(wrapped), failed: () => calls > failAt };
}

async function record(path: string): Promise<EncodedManifest> {
  return encodeManifest((await readTree(path)).entries);
}

test.each([
  ['new', 'absent'],
  ['new', 'present'],
  ['empty', 'absent'],
  ['empty', 'present'],
  ['taken', 'absent'],
  ['taken', 'present'],
] as const)('into a target that is %s, a call that fails and is %s', async (target, kind) => {
  const manifest = await record(asset);
  let failAt = 0;
  for (let failed = true; failed; failAt++) {
    const folder = join(base, `${target}-${kind}-${failAt}`);
    const place = join(folder, 'target');
    fs.mkdirSync(folder);
    if (target === 'empty') fs.mkdirSync(place);
    if (target === 'taken') buildTree(place, earlier);
    const fault = failing(failAt, kind);
    const options = { force: true, linksOutside: false };
    const outcome = await checkOutTree(manifest, place, memorySource(asset), { ...options, files: fault.files }).then(
      () => 'done',
      (error: unknown) => (error instanceof AssayError ? error.code : String(error)),
    );
    failed = fault.failed();
    expect(outcome, `call ${failAt}`).toBe(failed ? 'ASSET_WRITE' : 'done');
    if (target === 'taken') assertOldOrNew(place);
    else if (failed) assertAllOrNothing(folder, target);
    await checkOutTree(manifest, place, memorySource(asset), options);
    fs.rmSync(join(place, 'mine'), { force: true });
    for (const name of leftovers(place)) fs.rmSync(join(place, name));
    expect((await record(place)).assetId, `call ${failAt}`).toBe(manifest.assetId);
  }
  expect(failAt).toBeGreaterThan(20);
});

function assertAllOrNothing(folder: string, target: 'new' | 'empty'): void {
  const names = fs.readdirSync(folder);
  if (target === 'empty')
    expect(fs.readdirSync(join(folder, 'target')).filter((name) => !name.endsWith('.tmp'))).toEqual([]);
  // The last step, giving a new folder its name, may have worked although it failed.
  else if (names.includes('target')) expect(fs.readFileSync(join(folder, 'target/sub/b'), 'utf8')).toBe('b');
}

function assertOldOrNew(place: string): void {
  expect(['earlier a', 'content of a']).toContain(fs.readFileSync(join(place, 'a'), 'utf8'));
  expect(['earlier b', 'b']).toContain(fs.readFileSync(join(place, 'sub/b'), 'utf8'));
  expect(['b', '../a']).toContain(fs.readlinkSync(join(place, 'sub/link')));
  expect(fs.readFileSync(join(place, 'mine'), 'utf8')).toBe('mine');
}

/** Hidden files that could not be removed. */
function leftovers(place: string): readonly string[] {
  return fs.readdirSync(place, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.tmp'));
}
