import { expect, test } from 'vitest';
import { encodeModel } from '#numeric/graph/encode-model';
import { setInMemory } from '#testkit/drawn-pictures';
import { fromModel, pictureLayout, pixelScales, toModel } from './picture-layout.ts';

/** A model that gives back its input. */
function modelOf(dims: readonly (number | string)[]): Uint8Array {
  return encodeModel({
    opset: 17,
    nodes: [{ type: 'Identity', domain: '', inputs: ['x'], outputs: ['y'], attributes: {} }],
    initializers: [],
    inputs: [{ name: 'x', type: 'float32', dims }],
    outputs: [{ name: 'y', type: 'float32', dims }],
  });
}

const colours = setInMemory(new Uint8Array(12), Int32Array.of(0), 2, 3);
const greys = setInMemory(new Uint8Array(4), Int32Array.of(0), 2);
const scale = { name: 'mine', factor: [1, 10, 100], shift: [0, 1, 2] };
/** Two pixels high and wide; the colours of one pixel lie together. */
const picture = Float32Array.from({ length: 12 }, (_, i) => i);

test('channels come first or last, as the model says; where it says nothing, first', () => {
  const first = pictureLayout(modelOf(['N', 3, 2, 2]), colours);
  expect(Array.from(toModel(picture, first, scale))).toEqual([0, 3, 6, 9, 11, 41, 71, 101, 202, 502, 802, 1102]);
  const last = pictureLayout(modelOf(['N', 2, 2, 3]), colours);
  expect(Array.from(toModel(picture, last, scale)).slice(0, 4)).toEqual([0, 11, 202, 3]);
  expect(pictureLayout(modelOf(['N', 'c', 'h', 'w']), colours).inputDims).toEqual([3, 2, 2]);
  expect(pictureLayout(modelOf([1, 4]), greys).inputDims).toEqual([4]);
});

test('gradients come back to the pixel they are of, by the chain rule', () => {
  const first = pictureLayout(modelOf(['N', 3, 2, 2]), colours);
  const gradients = Float32Array.from({ length: 12 }, (_, i) => i);
  expect(Array.from(fromModel(gradients, first, scale)).slice(0, 6)).toEqual([0, 40, 800, 1, 50, 900]);
});

test('other sizes, and colours in one row whose order nobody knows, are refused', () => {
  const refused = expect.objectContaining({ code: 'NUMERIC_MODEL' });
  for (const dims of [['N', 3, 3, 3], ['N', 12], ['N'], [], ['N', 1, 2, 2]]) {
    expect(() => pictureLayout(modelOf(dims), colours)).toThrow(refused);
  }
});

test('ImageNet has a scale for colours only', () => {
  expect(pixelScales(3).map(({ name }) => name)).toContain('ImageNet');
  expect(pixelScales(1).map(({ name }) => name)).not.toContain('ImageNet');
});
