import { expect, test } from 'vitest';
import { MemorySource } from '#core/byte-source';
import { WorkBudget } from '#core/work-budget';
import { format } from './python-source.ts';
import type { CodeView } from './views/code.ts';

async function read(text: string): Promise<CodeView> {
  const bytes = new TextEncoder().encode(text);
  const context = { budget: new WorkBudget(bytes.length), name: 'x.py', sibling: () => undefined };
  const view = await format.read(new MemorySource(bytes), context);
  if (view.kind !== 'code') throw new Error('not code');
  return view;
}

test.each([
  ['import os as o\no.system("x")', 'os.system'],
  ['from subprocess import run as r\nr("x")', 'subprocess.run'],
  ['__import__("o" + "s").system("x")', 'os.system'],
  ['import sys\nsys.modules["os"].system("x")', 'os.system'],
  ['import os\ngetattr(os, "".join(["sys", "tem"]))("x")', 'os.system'],
  ['commands.system("x")', '?commands.system'],
  ['def exec(x):\n    pass\nexec("x")', '.exec'],
])('%j calls %s', async (text, callee) => {
  expect((await read(text)).calls.map((call) => call.callee)).toContain(callee);
});

test('a function called at module level runs at import, another does not', async () => {
  const view = await read('def f():\n    a()\ndef g():\n    b()\nf()\n');
  const when = new Map(view.calls.map((call) => [call.callee, call.when]));
  expect(when.get('?a')).toBe('import');
  expect(when.get('?b')).toBe('called');
});

test('what stands under the main guard is marked', async () => {
  const view = await read('if __name__ == "__main__":\n    a()\n');
  expect(view.calls[0]).toMatchObject({ callee: '?a', inMain: true });
});

test('brackets without end are refused before they are parsed', async () => {
  await expect(read('('.repeat(100_000))).rejects.toMatchObject({ code: 'FORMAT_LIMIT' });
});
