import { expect, test } from 'vitest';
import { type Code, call, list, op, stackGlobal, text } from '#testkit/pickle';
import { contextAllowing, viewPickle, weights } from '#testkit/pickle-view';
import { check } from './pickle-call-of-result.ts';

const of = (...code: readonly Code[]): readonly string[] =>
  weights(check.check(viewPickle(...code), contextAllowing()));
const frame = call(stackGlobal('pandas.core.frame', 'DataFrame'));
const method = (object: Code, name: string): Code => call(stackGlobal('builtins', 'getattr'), object, text(name));

test('the result of a resolver is critical', () => {
  expect(of(call(call(stackGlobal('pkgutil', 'resolve_name'), text('os:system')), text('id')))).toEqual(['critical']);
});

test('a bound method that acts is critical, another one suspicious', () => {
  expect(of(call(method(frame, 'eval'), text('x')))).toEqual(['critical']);
  expect(of(call(method(frame, 'mean')))).toEqual(['medium']);
});

test('where the stream imports something that acts, calling any result is critical', () => {
  expect(of(list(stackGlobal('os', 'system'), call(method(frame, 'mean'))))).toEqual(['critical']);
});

test('the classmethod that time zones are pickled by passes', () => {
  expect(of(call(method(stackGlobal('zoneinfo', 'ZoneInfo'), '_unpickle'), text('UTC'), text('x')))).toEqual([]);
});

test('a callee that is not known cannot be judged', () => {
  expect(of(call(op('EXT1', Uint8Array.of(1)), text('x')))).toEqual(['medium inconclusive']);
});
