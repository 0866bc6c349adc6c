import { expect, test } from 'vitest';
import { assemble, buildPickle, call, frame, global, op, opcodes, put, stackGlobal, text, tuple } from './pickle.ts';

const latin1 = (data: Uint8Array): string => Buffer.from(data).toString('latin1');

test('a call in protocol 0 is what pickle.dumps writes', () => {
  expect(latin1(buildPickle(0, call(global('os', 'system'), op('UNICODE', Buffer.from('id\n')))))).toBe(
    'cos\nsystem\n(Vid\ntR.',
  );
});

test('protocol 4 starts with PROTO and names go over the stack', () => {
  expect(latin1(buildPickle(4, stackGlobal('os', 'system'), put(0), tuple()))).toBe(
    '\x80\x04\x8c\x02os\x8c\x06system\x93q\x00(t.',
  );
});

test('a frame declares the length of its code unless told otherwise', () => {
  expect(assemble(frame(text('a')))).toEqual(Uint8Array.of(0x95, 3, 0, 0, 0, 0, 0, 0, 0, 0x8c, 1, 97));
  expect(assemble(frame(text('a'), 9))[1]).toBe(9);
});

test('there are 68 opcodes, all different', () => {
  expect(Object.keys(opcodes)).toHaveLength(68);
  expect(new Set(Object.values(opcodes)).size).toBe(68);
});
