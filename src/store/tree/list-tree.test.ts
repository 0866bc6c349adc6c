import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { AssayError } from '#core/errors';
import { listTree, type TreeListing } from './list-tree.ts';
import { withFolder } from './open-folder.ts';

const base = fs.realpathSync(fs.mkdtempSync(join(tmpdir(), 'assay-tree-')));
let root = '';

beforeEach(() => {
  root = join(fs.mkdtempSync(join(base, 'case-')), 'asset');
  fs.mkdirSync(root);
});
afterAll(() => fs.rmSync(base, { recursive: true }));

function put(name: string, content = ''): void {
  fs.mkdirSync(join(root, name, '..'), { recursive: true });
  fs.writeFileSync(join(root, name), content);
}

function summary({ files, others, problems, leftOut }: TreeListing): readonly string[] {
  return [
    ...files.map(({ name }) => `file ${name}`),
    ...others.map((entry) =>
      entry.type === 'link' ? `link ${entry.path} -> ${entry.target}` : `folder ${entry.path}`,
    ),
    ...problems.map(({ code, fields }) => `${code} ${fields.path}`),
    ...leftOut.map((name) => `left out ${name}`),
  ];
}

function refusal(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof AssayError) return `${error.code} ${error.message}`;
    throw error;
  }
  return 'nothing was thrown';
}

test('files, links and empty folders, in order', () => {
  put('b');
  put('a/x');
  put('a-b');
  put('\u{1f600}');
  put('\uff5e');
  put('\ufffd');
  fs.mkdirSync(join(root, 'a/empty/inner'), { recursive: true });
  fs.symlinkSync('../nowhere', join(root, 'a/link'));
  fs.symlinkSync('a', join(root, 'linked'));
  expect(summary(listTree(root))).toEqual([
    'file a-b',
    'file b',
    'file \uff5e',
    'file \ufffd',
    'file \u{1f600}',
    'file a/x',
    'link linked -> a',
    'link a/link -> ../nowhere',
    'folder a/empty/inner',
  ]);
});

test('one file is an asset, and a link to a folder leads to one', () => {
  put('weights', 'x');
  const file = join(root, 'weights');
  expect(listTree(file)).toMatchObject({ isFolder: false, root: file, files: [{ name: 'weights', path: file }] });
  const linked = join(base, 'linked');
  fs.symlinkSync(root, linked);
  expect(listTree(linked).root).toBe(root);
  expect(listTree(join(linked, 'weights')).files).toEqual([{ name: 'weights', path: file }]);
  fs.symlinkSync(file, join(base, 'to-file'));
  expect(refusal(() => listTree(join(base, 'to-file')))).toMatch(/^FILE_LINK .* name the file it leads to/);
});

test('what is nothing to list', () => {
  expect(refusal(() => listTree(join(root, 'none')))).toMatch(/^FILE_MISSING .*none does not exist/);
  expect(refusal(() => listTree('/dev/null'))).toMatch(/^FILE_KIND /);
  put('a\nb');
  expect(summary(listTree(join(root, 'a\nb')))).toEqual(['FILE_NAME a\nb']);
});

test('what no manifest can hold is a problem, each under its name', () => {
  put('control\u0007');
  execFileSync('mkfifo', [join(root, 'pipe')]);
  fs.writeFileSync(Buffer.concat([Buffer.from(`${root}/`), Buffer.from([0x61, 0xff])]), 'x');
  fs.symlinkSync(Buffer.from([0x62, 0xff]), join(root, 'link'));
  expect(summary(listTree(root))).toEqual([
    'FILE_NAME a\ufffd',
    'FILE_NAME control\u0007',
    'FILE_NAME link',
    'FILE_KIND pipe',
  ]);
});

test('the workspace is left out at the top, and refused elsewhere under all its names', () => {
  put('.assay/keys/workspace', 'secret');
  put('x/.assay/keys/workspace', 'secret');
  put('y/.As\u200bsay', 'secret');
  put('.ASSAY/config.json');
  put('cache/x');
  fs.mkdirSync(join(root, 'z'));
  put('z/cache');
  const listing = listTree(root, { leaveOut: new Set(['cache', 'z/cache', 'none']) });
  expect(summary(listing)).toEqual([
    'folder z',
    'ASSET_NESTED .ASSAY',
    'ASSET_NESTED x/.assay',
    'ASSET_NESTED y/.As\u200bsay',
    'left out .assay',
    'left out cache',
    'left out z/cache',
  ]);
});

test.skipIf(process.getuid?.() === 0)(
  'a folder that cannot be read is one problem (needs a user other than root)',
  () => {
    put('closed/x');
    fs.chmodSync(join(root, 'closed'), 0);
    expect(summary(listTree(root))).toEqual(['FILE_UNREADABLE closed']);
    fs.chmodSync(join(root, 'closed'), 0o700);
  },
);

test('folders inside folders come to an end', () => {
  let deep = root;
  for (let depth = 0; depth < 257; depth++) {
    deep = join(deep, 'd');
    fs.mkdirSync(deep);
  }
  expect(refusal(() => listTree(root))).toMatch(/^ASSET_LIMIT .*at most 256 folders/);
});

test('a folder that became a link is not looked into', () => {
  put('sub/x');
  const other = fs.mkdtempSync(join(base, 'other-'));
  fs.rmSync(join(root, 'sub'), { recursive: true });
  fs.symlinkSync(other, join(root, 'sub'));
  expect(() => withFolder(join(root, 'sub'), () => 'looked')).toThrow();
  fs.mkdirSync(join(other, 'inner'));
  expect(refusal(() => withFolder(join(root, 'sub/inner'), () => 'looked'))).toMatch(/^FILE_CHANGED was exchanged/);
});

test('a folder that is exchanged while it is held is read as it was', () => {
  put('sub/x');
  const names = withFolder(join(root, 'sub'), (here) => {
    fs.renameSync(join(root, 'sub'), join(root, 'old'));
    fs.mkdirSync(join(root, 'sub'));
    return fs.readdirSync(here);
  });
  expect(names).toEqual(['x']);
});

describe('where a descriptor has no path', () => {
  const { platform } = process;
  beforeEach(() => Object.defineProperty(process, 'platform', { value: 'freebsd' }));
  afterEach(() => Object.defineProperty(process, 'platform', { value: platform }));

  test('a tree is listed as elsewhere', () => {
    put('sub/x');
    fs.symlinkSync('sub', join(root, 'link'));
    expect(summary(listTree(root))).toEqual(['file sub/x', 'link link -> sub']);
  });

  test('a folder that became a link, or is exchanged while it is used, is refused', () => {
    put('sub/inner/x');
    const sub = join(root, 'sub');
    const exchange = (): void => {
      fs.renameSync(sub, join(root, 'old'));
      fs.mkdirSync(sub);
    };
    expect(refusal(() => withFolder(sub, exchange))).toMatch(/^FILE_CHANGED was exchanged/);
    fs.rmdirSync(sub);
    fs.symlinkSync('old', sub);
    expect(refusal(() => withFolder(sub, () => 'looked'))).toMatch(/^FILE_CHANGED was exchanged/);
    expect(refusal(() => withFolder(join(sub, 'inner'), () => 'looked'))).toMatch(/^FILE_CHANGED was exchanged/);
    expect(() =>
      withFolder(join(root, 'old'), () => {
        fs.rmSync(join(root, 'old'), { recursive: true });
        throw new Error('what went wrong inside');
      }),
    ).toThrow('what went wrong inside');
  });
});
