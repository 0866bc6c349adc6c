import { expect, test } from 'vitest';
import { encodeManifest } from '#core/manifest';
import { assertWritableTree } from './assert-writable-tree.ts';

const folder = (path: string, platform: NodeJS.Platform): void =>
  assertWritableTree(encodeManifest([{ type: 'folder', path }]), { linksOutside: false, platform });

test.each(['a:b', 'a\\..\\..\\b', 'con', 'x/COM1.txt', 'lpt\u00b9', 'a.', 'a ', 'a"', 'x?'])(
  '%j is a name on Linux and none on Windows',
  (path) => {
    expect(() => folder(path, 'linux')).not.toThrow();
    expect(() => folder(path, 'win32')).toThrow(expect.objectContaining({ code: 'ASSET_UNWRITABLE' }));
  },
);

test.each(['console', 'a.b', '.a', 'com10', 'x y'])('%j is a name on both', (path) => {
  expect(() => folder(path, 'win32')).not.toThrow();
});
