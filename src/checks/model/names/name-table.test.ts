import { expect, test } from 'vitest';
import { NameIndex } from './name-table.ts';

const index = new NameIndex({ versions: 'none', lines: '\na.b|C D=calls|f=class|g\na|X|\na.c||||\n' });

test('finds a name by its module and column', () => {
  expect(index.find('a.b', 'C')).toEqual({ is: 'class' });
  expect(index.find('a.b', 'D')).toEqual({ is: 'class', rule: 'calls' });
  expect(index.find('a.b', 'f')).toEqual({ is: 'function', rule: 'class' });
  expect(index.find('a.b', 'g')).toEqual({ is: 'reference' });
});

test('names are whole: no prefix, no other module, no property of objects', () => {
  expect(index.find('a.b', 'CC')).toBeUndefined();
  expect(index.find('a', 'C')).toBeUndefined();
  expect(index.find('a.b.c', 'C')).toBeUndefined();
  expect(index.find('a.b', 'constructor')).toBeUndefined();
  expect(index.find('__proto__', 'toString')).toBeUndefined();
});

test('a rule that does not exist is a mistake in the table', () => {
  expect(() => new NameIndex({ versions: '', lines: 'm|C=x|\n' }).find('m', 'C')).toThrow(TypeError);
});
