import fc from 'fast-check';
import { expect, test } from 'vitest';
import { displayWidth, shorten, wrap } from './display-width.ts';

test('wide characters take two columns, combining marks none', () => {
  expect(displayWidth('abc')).toBe(3);
  expect(displayWidth('模型')).toBe(4);
  expect(displayWidth('e\u0301')).toBe(1);
  expect(displayWidth('🦀')).toBe(2);
});

test('shortened text keeps its end, where file names differ', () => {
  expect(shorten('models/a/very/long/path/model.pkl', 20)).toBe('models/a…h/model.pkl');
});

test('whatever the text, the result fits', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 16, max: 60 }), (text, width) => {
      expect(displayWidth(shorten(text, width))).toBeLessThanOrEqual(width);
      for (const line of wrap(text, width)) expect(displayWidth(line)).toBeLessThanOrEqual(width);
    }),
  );
});
