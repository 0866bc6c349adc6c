import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalJson } from './canonical-json.ts';
import { AssayError } from './errors.ts';

describe('RFC 8785', () => {
  test('section 3.2.2: literals, strings and numbers', () => {
    const value = {
      numbers: [JSON.parse('333333333.33333329'), 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
      string: '€$\u000f\nA\'B"\\\\"/',
      literals: [null, true, false],
    };
    expect(canonicalJson(value)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
  });

  test('section 3.2.3: keys by UTF-16 code units', () => {
    const value = {
      '€': 'Euro',
      '\r': 'CR',
      '\ufb33': 'Dalet',
      '1': 'One',
      '😀': 'Smiley',
      '\u0080': 'Control',
      ö: 'Latin',
    };
    const keys = [...canonicalJson(value).matchAll(/"(Euro|CR|Dalet|One|Smiley|Control|Latin)"/g)].map(
      (match) => match[1],
    );
    expect(keys).toEqual(['CR', 'One', 'Control', 'Latin', 'Euro', 'Smiley', 'Dalet']);
  });

  test('appendix B: numbers', () => {
    expect(canonicalJson([-0, 5e-324, 9007199254740992, 295147905179352830000, 1e21, 9.999999999999997e22])).toBe(
      '[0,5e-324,9007199254740992,295147905179352830000,1e+21,9.999999999999997e+22]',
    );
  });
});

test('what has no canonical form is refused', () => {
  expect(() => canonicalJson(Number.NaN)).toThrow(AssayError);
  expect(() => canonicalJson({ a: [Number.POSITIVE_INFINITY] })).toThrow('no JSON form');
  expect(() => canonicalJson('\ud800')).toThrow('lone surrogate');
  expect(() => canonicalJson({ '\udc00': 1 })).toThrow('lone surrogate');
});

test('an absent member is null, as JSON.stringify would not tell it from a missing one', () => {
  expect(canonicalJson({ a: undefined as unknown as null })).toBe('{"a":null}');
});

test('is stable: parsing and writing again gives the same text, whatever the order of keys', () => {
  fc.assert(
    fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
      const text = canonicalJson(JSON.parse(JSON.stringify(value).replaceAll('-0', '0')));
      expect(canonicalJson(JSON.parse(text))).toBe(text);
    }),
  );
});
