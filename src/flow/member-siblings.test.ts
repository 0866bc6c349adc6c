import { expect, test } from 'vitest';
import { MemorySource } from '#core/byte-source';
import { siblingsAmong } from './member-siblings.ts';

const part = (name: string, size: number) => ({ name, source: new MemorySource(new Uint8Array(size)) });
const siblingOf = siblingsAmong([part('m/model.onnx', 1), part('m/data/w.bin', 7), part('top.bin', 3)]);

test.each<[string, number | undefined]>([
  ['data/w.bin', 7],
  ['./data/w.bin', 7],
  ['../top.bin', 3],
  ['data/../data/w.bin', 7],
  ['w.bin', undefined],
  ['../../top.bin', undefined],
  ['/m/data/w.bin', undefined],
  ['data\\w.bin', undefined],
])('%s from m/model.onnx', (path, size) => {
  expect(siblingOf('m/model.onnx')(path)?.size).toBe(size);
});
