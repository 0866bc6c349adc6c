import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodeField, fieldRange } from './delimited/field-range.ts';
import { splitFields } from './delimited/split-fields.ts';
import { memberRange } from './member-range.ts';

const comma = 0x2c;

test('an exchanged field is read back, and the others stay as they were', () => {
  const field = fc.string({ maxLength: 8, unit: fc.constantFrom('a', ' ', '"', ',', '\n', 'é') });
  fc.assert(
    fc.property(fc.array(field, { minLength: 1, maxLength: 5 }), fc.nat(4), field, (fields, at, to) => {
      const column = at % fields.length;
      const record = Buffer.concat(
        fields.flatMap((text, index) => [...(index === 0 ? [] : [Buffer.from(',')]), encodeField(text, comma)]),
      );
      const range = fieldRange(record, comma, column);
      if (range === undefined) throw new Error('the field is there');
      const changed = Buffer.concat([
        record.subarray(0, range.start),
        encodeField(to, comma),
        record.subarray(range.end),
      ]);
      expect(splitFields(changed, comma, () => {}).map(String)).toEqual(fields.with(column, to));
      expect(fieldRange(record, comma, fields.length)).toBeUndefined();
    }),
  );
});

test('an exchanged member of JSON is read back, and every other byte stays', () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.string(), fc.jsonValue()),
      fc.jsonValue(),
      fc.string(),
      fc.nat(2),
      (object, to, name, indent) => {
        const whole = { ...object, [name]: 'old' };
        const text = JSON.stringify(whole, undefined, indent);
        const range = memberRange(text, name);
        if (range === undefined) throw new Error('the member is there');
        expect(text.slice(range.start, range.end)).toBe('"old"');
        const changed = text.slice(0, range.start) + JSON.stringify(to) + text.slice(range.end);
        expect(JSON.parse(changed)).toEqual(JSON.parse(JSON.stringify({ ...whole, [name]: to })));
      },
    ),
  );
});

test('a member of an object inside is another one; the last of two counts', () => {
  expect(memberRange('{"x":{"label":1}}', 'label')).toBeUndefined();
  expect(memberRange('{}', 'label')).toBeUndefined();
  const text = '{"a":[1,{"a":2}], "a" : tru\\u0065 , "b":-1.5e3}'.replace('\\u0065', 'e');
  const range = memberRange(text, 'a');
  expect(text.slice(range?.start, range?.end)).toBe('true');
});
