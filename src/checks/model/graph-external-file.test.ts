import { describe, expect, it } from 'vitest';
import type { GraphView } from '#formats/views/graph';
import { check } from './graph-external-file.ts';

function observe(location: string, beside: Readonly<Record<string, number>> = {}, length = 16): string {
  const view: GraphView = {
    kind: 'graph',
    format: 'onnx',
    nodes: [],
    functions: [],
    externalFiles: [{ location, offset: 0, length, where: {} }],
    metadata: [],
    oddities: [],
    parts: [],
  };
  const sizes = new Map(Object.entries(beside));
  const sibling = (path: string): { size: number } | undefined => {
    const size = sizes.get(path);
    return size === undefined ? undefined : { size };
  };
  const [first] = check.check(view, { name: 'm.onnx', policy: { allowsGlobal: () => false }, sibling });
  return first === undefined ? 'pass' : (first.outcome ?? first.severity);
}

describe('graph-external-file', () => {
  it.each(['w.bin', './w.bin'])('accepts %s beside the model', (location) => {
    expect(observe(location, { 'w.bin': 16 })).toBe('pass');
  });

  it('cannot tell when the file is missing or too short', () => {
    expect(observe('w.bin')).toBe('inconclusive');
    expect(observe('w.bin', { 'w.bin': 15 })).toBe('inconclusive');
  });

  it.each([
    '/etc/passwd',
    '\\\\host\\share',
    'C:/x',
    'c:x',
    '../x',
    'a/../../x',
    'a\\..\\x',
    'a\\x',
    '~/x',
    'http://h/x',
    'x\u0000.bin',
    '*/_ORT_MEM_ADDR_/*',
    'libevil.so',
  ])('refuses %s', (location) => {
    expect(observe(location, { [location]: 16 })).toBe('high');
  });
});
