// What every format of rows reads, and what it says of input that is not as it should be.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ByteSource } from '#core/byte-source';
import { sha256 } from '#core/digest';
import { AssayError, FormatError } from '#core/errors';
import * as limits from '#core/limits';
import { buildTable, hexOf, readRows } from '#testkit/rows';
import { rowFormatNamed, rowFormatOf } from './row-format-of.ts';

const digests = (format: string, content: string | Uint8Array): readonly string[] =>
  readRows(format, content).rows.map(({ digest }) => hexOf(digest));

describe('which format', () => {
  test('by the ending of the name', () => {
    const names = ['a.jsonl', 'a.NDJSON', 'a.json', 'b/c.csv', 'c.tsv', 'd.tab', 'e.txt', 'f.bin', 'csv', 'x.csv/y'];
    expect(names.map((name) => rowFormatOf(name)?.name)).toEqual([
      'json-lines',
      'json-lines',
      'json-list',
      'csv',
      'tsv',
      'tsv',
      'text',
      undefined,
      undefined,
      undefined,
    ]);
  });

  test('by its name', () => {
    expect(rowFormatNamed('csv').title).toBe('comma-separated values');
    expect(() => rowFormatNamed('parchment')).toThrow(AssayError);
  });
});

describe('JSON lines', () => {
  test('the digest is that of the canonical JSON', () => {
    const [row] = readRows('json-lines', ' {"b" : [1.0, "\\u00e9"],\t"a":null } \n').rows;
    expect(hexOf(row?.digest ?? new Uint8Array())).toBe(sha256(Buffer.from('{"a":null,"b":[1,"é"]}')));
    expect([row?.number, row?.offset, row?.length]).toEqual([1, 0, 36]);
  });

  test('white space, order of members, escapes, number format and line ends make no difference', () => {
    const plain = '{"a":"é","n":100,"o":{"x":1,"y":[true,false]}}\n{"a":2}\n';
    const other = '\ufeff\r\n{ "o":{"y":[ true ,false],"x":1e0}, "n":1E2,"a":"\\u00E9" }\r\n\n  {"a":2.0}';
    expect(digests('json-lines', other)).toEqual(digests('json-lines', plain));
    expect(readRows('json-lines', other).oddities).toEqual({
      'byte-order-mark': { count: 1, row: 1 },
      'blank-line': { count: 2, row: 1 },
    });
  });

  test.each([
    ['a repeated name', '{"a":1,"a":2}', '{"a":2}', 'duplicate-name'],
    ['the other order of a repeated name', '{"a":1,"a":2}', '{"a":2,"a":1}', 'duplicate-name'],
    ['NaN', '{"a":NaN}', '{"a":null}', 'not-a-number'],
    ['half a pair', '{"a":"\\ud800"}', '{"a":"\\ufffd"}', 'lone-surrogate'],
    ['a raw tab', '{"a":"\t"}', '{"a":" "}', 'control-character'],
    ['a large integer', '{"id":9007199254740993}', '{"id":9007199254740992}', undefined],
    ['a cut line', '{"a":1', '{"a":1}', 'malformed'],
    ['two documents in a line', '{"a":1}{"a":1}', '{"a":1}', 'malformed'],
    ['text', 'hello', '"hello"', 'malformed'],
    ['a NUL', '{"a":1}\0', '{"a":1}', 'malformed'],
    ['deep nesting', `${'['.repeat(1000)}${']'.repeat(1000)}`, '[]', 'malformed'],
    ['latin-1', Buffer.from('{"a":"\u00e9"}', 'latin1'), '{"a":"é"}', 'not-utf-8'],
  ] as const)('%s is not mistaken for something else', (_, odd, plain, oddity) => {
    expect(digests('json-lines', odd)).not.toEqual(digests('json-lines', plain));
    const found = Object.keys(readRows('json-lines', odd).oddities);
    if (oddity === undefined) expect(found).toEqual([]);
    else expect(found).toContain(oddity);
  });

  test('a line that is no JSON keeps its bytes and does not hide the others', () => {
    const { rows, oddities } = readRows('json-lines', '{"id":1}\n{"id":\n{"id":3}\n', { key: 'id' });
    expect(rows.map(({ fields }) => fields[0]?.toString())).toEqual(['1', undefined, '3']);
    expect(oddities.malformed).toEqual({ count: 1, row: 2 });
  });

  test('key, label and other fields come as canonical JSON; the rest leaves out the label', () => {
    const line = '{"label":"pos","text":"x","id":7.0}\n';
    const [row] = readRows('json-lines', line, { key: 'id', label: 'label', fields: ['text', 'none'] }).rows;
    expect(row?.fields.map((field) => field?.toString())).toEqual(['7', '"pos"', '"x"', undefined]);
    expect(hexOf(row?.rest ?? new Uint8Array())).toBe(sha256(Buffer.from('{"id":7,"text":"x"}')));
  });

  test('values that are no objects are rows without fields', () => {
    const { rows } = readRows('json-lines', '[1]\n"a"\n3\nnull\n', { key: 'id' });
    expect(rows.map(({ fields }) => fields[0])).toEqual([undefined, undefined, undefined, undefined]);
  });

  test('rows whose members come in other orders, at every depth', () => {
    const a = '{"a":{"x":1,"y":2},"b":1}\n{"b":1,"a":{"y":2,"x":1}}\n{"b":1,"a":{"x":1,"y":2}}\n';
    expect(new Set(digests('json-lines', a)).size).toBe(1);
  });
});

describe('JSON list', () => {
  test('elements are the rows that JSON lines would have', () => {
    const list = ' [ {"a":"],{\\"["} ,\n[1,[2,{}]] , "x\\\\", 4 ]\n';
    expect(digests('json-list', list)).toEqual(digests('json-lines', '{"a":"],{\\"["}\n[1,[2,{}]]\n"x\\\\"\n4\n'));
    const [first, second] = readRows('json-list', list).rows;
    expect([first?.offset, first?.length, second?.offset]).toEqual([3, 14, 20]);
  });

  test('an empty list has no rows', () => expect(readRows('json-list', '\ufeff [ ] ').rows).toEqual([]));

  test.each([
    ['an object', '{"a":[]}', 'FORMAT_UNSUPPORTED', 0],
    ['nothing', '  ', 'FORMAT_UNSUPPORTED', 0],
    ['UTF-16', Buffer.from('\ufeff[1]', 'utf16le'), 'FORMAT_UNSUPPORTED', 0],
    ['no end', '[1,2', 'FORMAT_TRUNCATED', 3],
    ['an open string', '["a', 'FORMAT_TRUNCATED', 1],
    ['an open object', '[{"a":1]', 'FORMAT_TRUNCATED', 1],
    ['no element', '[1,,2]', 'FORMAT_MALFORMED', 3],
    ['a comma at the end', '[1,]', 'FORMAT_MALFORMED', 3],
    ['only a comma', '[,]', 'FORMAT_MALFORMED', 1],
    ['two values', '[1 2]', 'FORMAT_MALFORMED', 3],
    ['the wrong brace', '[1}]', 'FORMAT_MALFORMED', 2],
    ['a bad element', '[1, {"a" 2}]', 'FORMAT_MALFORMED', 9],
    ['something behind', '[1] x', 'FORMAT_MALFORMED', 4],
    ['a second list', '[1][2]', 'FORMAT_MALFORMED', 3],
  ] as const)('%s is refused with its place', (_, content, code, offset) => {
    const error = thrown(() => readRows('json-list', content));
    expect([error.code, error.fields.offset]).toEqual([code, offset]);
  });
});

describe('CSV and TSV', () => {
  test('quotes, line ends and byte order marks make no difference', () => {
    const plain = 'id,text\n1,a b\n2,"x, ""y""\nz"\n';
    const other = '\ufeff"id","text"\r\n"1","a b"\r\n\r\n"2","x, ""y""\nz"';
    expect(digests('csv', other)).toEqual(digests('csv', plain));
    expect(buildTable('csv', other).table.root).toBe(buildTable('csv', plain).table.root);
  });

  test('each row knows its place', () => {
    const { rows, reading } = readRows('csv', 'id,t\n1,a\r\n2,"b\nc"\n');
    expect(rows.map(({ number, offset, length }) => [number, offset, length])).toEqual([
      [1, 5, 3],
      [2, 10, 7],
    ]);
    expect(reading).toEqual({ format: 'csv', columns: ['id', 't'] });
  });

  test.each([
    ['a,"b"c,d', ['a', 'bc', 'd'], 'text-after-quote'],
    ['a,b"c",d', ['a', 'b"c"', 'd'], 'quote-inside'],
    ['a,"b""",', ['a', 'b"', ''], undefined],
    ['"","",""', ['', '', ''], undefined],
    ['a,"b,c",d,e', ['a', 'b,c', 'd'], 'ragged'],
    ['a,\0,c', ['a', '\0', 'c'], 'nul'],
    ['a,"\r\n",c', ['a', '\r\n', 'c'], undefined],
    ['a, "b" ,c', ['a', ' "b" ', 'c'], 'quote-inside'],
  ] as const)('%j', (line, fields, oddity) => {
    const { rows, oddities } = readRows('csv', `x,y,z\n${line}\n`, { fields: ['x', 'y', 'z'] });
    expect(rows.map((row) => row.fields.slice(2).map(String))).toEqual([fields]);
    expect(Object.keys(oddities)).toEqual(oddity === undefined ? [] : [oddity]);
  });

  test('fields do not run into each other', () => {
    const lines = ['ab,c', 'a,bc', '"a,b",c', ',abc', 'abc,'];
    expect(new Set(lines.map((line) => digests('csv', `x,y\n${line}\n`)[0])).size).toBe(lines.length);
  });

  test('bytes that are no UTF-8 are compared as they are', () => {
    const latin = Buffer.from('x,y\ncaf\u00e9,1\n', 'latin1');
    expect(readRows('csv', latin).oddities).toEqual({ 'not-utf-8': { count: 1, row: 1 } });
    expect(digests('csv', latin)).not.toEqual(digests('csv', 'x,y\ncafé,1\n'));
  });

  test('without a header columns have numbers', () => {
    const { reading, rows } = readRows('csv', '1;a\n2;b\n', { header: false, delimiter: ';', key: '1' });
    expect([reading.columns, rows.map(({ fields }) => String(fields[0]))]).toEqual([
      ['1', '2'],
      ['1', '2'],
    ]);
  });

  test('tabs', () => {
    const { rows } = readRows('tsv', 'a\tb\n1,2\t"x\ty"\n', { fields: ['b'] });
    expect(rows.map(({ fields }) => String(fields[2]))).toEqual(['x\ty']);
  });

  test('a single CR ends a record', () => expect(readRows('csv', 'a\r1\r2').rows).toHaveLength(2));

  test.each([
    ['a quote that does not close', 'a,b\n1,"x\n2,y\n', {}, 'FORMAT_TRUNCATED'],
    ['a key that is no column', 'a,b\n1,2\n', { key: 'c' }, 'FORMAT_UNSUPPORTED'],
    ['a key that is two columns', 'a,a\n1,2\n', { key: 'a' }, 'FORMAT_UNSUPPORTED'],
    ['a long delimiter', 'a\n', { delimiter: '||' }, 'FORMAT_UNSUPPORTED'],
    ['UTF-16', Buffer.from('\ufeffa,b\n', 'utf16le'), {}, 'FORMAT_UNSUPPORTED'],
    ['a header of 600 kB', `${'column,'.repeat(90_000)}\n`, {}, 'FORMAT_LIMIT'],
  ] as const)('%s is refused', (_, content, options, code) => {
    expect(thrown(() => readRows('csv', content, options)).code).toBe(code);
  });

  test('only a header, and nothing at all', () => {
    expect(buildTable('csv', 'a,b\n').table.count).toBe(0);
    expect(readRows('csv', '').reading).toEqual({ format: 'csv', columns: [] });
  });
});

describe('text', () => {
  test('every line is a row, whatever ends it', () => {
    expect(digests('text', '\ufeffa\r\n\nb')).toEqual(['a', '', 'b'].map((line) => sha256(Buffer.from(line))));
    expect(readRows('text', Buffer.from([0xff, 0x0a, 0])).oddities).toEqual({
      'not-utf-8': { count: 1, row: 1 },
      nul: { count: 1, row: 2 },
    });
  });

  test('the line is its only field', () => {
    expect(
      readRows('text', 'a\n', { fields: ['line', 'b'] })
        .rows[0]?.fields.slice(2)
        .map(String),
    ).toEqual(['a', 'undefined']);
  });

  test('there are no columns', () => {
    expect(thrown(() => readRows('text', 'a', { key: 'id' })).code).toBe('FORMAT_UNSUPPORTED');
  });
});

describe('windows', () => {
  const window = 1 << 18;
  // What needs a look at the next byte, at every place around the end of a window.
  test.each([
    ['csv', 'x,y\n', '"a""b,\r\n""",c\r\n', ['a"b,\r\n"', 'c']],
    ['json-lines', '', '{"x":"a\\"\\\\","y":"\u00e9"}\r\n', ['"a\\"\\\\"', '"é"']],
  ] as const)('%s: a row across the end of a window', (format, header, row, fields) => {
    for (let shift = -row.length - 2; shift <= 2; shift += 1) {
      const size = window + shift - header.length;
      const filler = format === 'csv' ? `${'f'.repeat(size - 3)},g\n` : `"${'f'.repeat(size - 3)}"\n`;
      const { rows } = readRows(format, `${header}${filler}${row}${row}`, { fields: ['x', 'y'] });
      expect(rows.map((one) => one.fields.slice(2).map(String)).slice(1)).toEqual([fields, fields]);
    }
  });

  test('a row may be longer than a window, up to the limit', () => {
    const line = `"${'x'.repeat(3 * window)}"`;
    expect(digests('json-lines', `1\n${line}\n2`)).toEqual([
      ...digests('json-lines', `1\n${line}`),
      ...digests('json-lines', '2'),
    ]);
    const error = thrown(() => readRows('csv', `a\n"${'x'.repeat(limits.rowBytes.value + window)}`));
    expect([error.code, error.message.includes('a quote in it may not be closed')]).toEqual(['FORMAT_LIMIT', true]);
  });

  test('a source that ends before its size is truncated', () => {
    const source: ByteSource = {
      size: 10,
      read: (offset) => new Uint8Array(offset < 4 ? Buffer.from('abc\n').subarray(offset) : []),
    };
    const reader = rowFormatNamed('text').open(source, {});
    expect(thrown(() => [...reader.rows()]).code).toBe('FORMAT_TRUNCATED');
  });

  test('work grows with the length, not with the number of quotes or brackets', () => {
    const hard = ['"'.repeat(400_001), '"",'.repeat(200_000), '["'.repeat(200_000), '\\'.repeat(400_000)];
    for (const content of hard) {
      for (const format of ['csv', 'tsv', 'json-list', 'json-lines', 'text']) {
        try {
          readRows(format, content);
        } catch (error) {
          expect(error).toBeInstanceOf(FormatError);
        }
      }
    }
  });
});

test('no reader throws anything but FormatError, and places lie inside the file in order', () => {
  const alphabet = fc.constantFrom('"', ',', '\n', '\r', '{', '}', '[', ']', ':', '\\', 'a', '1', ' ', '\0', 'é', '\t');
  fc.assert(
    fc.property(
      fc.array(alphabet, { maxLength: 40 }),
      fc.constantFrom('csv', 'tsv', 'json-list', 'json-lines', 'text'),
      (pieces, format) => {
        const bytes = Buffer.from(pieces.join(''));
        let end = 0;
        try {
          for (const { offset, length, digest } of readRows(format, bytes).rows) {
            expect(offset).toBeGreaterThanOrEqual(end);
            expect(digest).toHaveLength(32);
            end = offset + length;
          }
        } catch (error) {
          expect(error).toBeInstanceOf(FormatError);
        }
        expect(end).toBeLessThanOrEqual(bytes.length);
      },
    ),
    { numRuns: 2000 },
  );
});

function thrown(act: () => unknown): AssayError {
  try {
    act();
  } catch (error) {
    if (error instanceof AssayError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}
