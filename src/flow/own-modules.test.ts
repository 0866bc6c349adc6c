import { expect, test } from 'vitest';
import { buildPickle, call, global, newObj, text } from '#testkit/pickle';
import { buildZip } from '#testkit/zip-writer';
import { emptyPolicy } from './policy.ts';
import { scan } from './scan.ts';

async function verdictOf(source: string, pickle: Uint8Array): Promise<string | undefined> {
  const member = (name: string, data: Uint8Array) => ({ name: `package/${name}`, data });
  const bytes = buildZip([
    member('.data/extern_modules', new TextEncoder().encode('torch\n')),
    member('.data/version', new TextEncoder().encode('6\n')),
    member('ours/layers.py', new TextEncoder().encode(source)),
    member('model/model.pkl', pickle),
  ]);
  const report = await scan([{ name: 'package.pt', bytes }], { policy: emptyPolicy, version: '', ruleset: '' });
  return report.files[0]?.verdict;
}

const harmless = 'import torch\n\nclass Attention(torch.nn.Module):\n    pass\n';

test('names that the archive itself brings are known, because their sources are scanned', async () => {
  expect(await verdictOf(harmless, buildPickle(2, newObj(global('ours.layers', 'Attention'))))).toBe('clean');
  expect(await verdictOf(harmless, buildPickle(2, newObj(global('theirs.layers', 'Attention'))))).toBe('suspicious');
  expect(
    await verdictOf('import os\nos.system("id")\n', buildPickle(2, newObj(global('ours.layers', 'Attention')))),
  ).toBe('malicious');
});

test('what the archive does not bring is judged as everywhere', async () => {
  expect(await verdictOf(harmless, buildPickle(2, call(global('os', 'system'), text('id'))))).toBe('malicious');
});
