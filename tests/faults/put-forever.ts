// Puts batches into a store until it is killed, and says what was acknowledged. usage: node put-forever.ts FOLDER KEY NAME
import { writeSync } from 'node:fs';
import { openFolderStore } from '#store/folder-store';
import { openZoneKeyFile } from '#store/zone-key-file';
import { batchOf } from './put-batch.ts';

const [folder = '', key = '', name = ''] = process.argv.slice(2);
const store = await openFolderStore({ folder, zone: 'main', zoneKey: await openZoneKeyFile(key) });
for (let next = 0; ; next++) {
  const batch = store.batch();
  for (const bytes of batchOf(name, next)) await batch.add(bytes);
  await batch.commit();
  writeSync(1, `${name} ${next}\n`);
}
