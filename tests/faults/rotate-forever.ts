// Rotates the signing key and the key of the store until it is killed, and says what was done. usage: node rotate-forever.ts DIR
import { writeSync } from 'node:fs';
import { rotateKey } from '#flow/keys/rotate-key';
import { rotateStore } from '#flow/store/rotate-store';
import { openWorkspace } from '#flow/workspace/workspace';

const [folder = ''] = process.argv.slice(2);
for (;;) {
  const workspace = await openWorkspace(folder);
  const { key } = await rotateKey(workspace, { why: 'a test' });
  await workspace.close();
  writeSync(1, `key ${key}\n`);
  const again = await openWorkspace(folder);
  const { newKey } = await rotateStore(again, 'a test');
  await again.close();
  writeSync(1, `zone ${newKey}\n`);
}
