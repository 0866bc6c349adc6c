// Indexes a log, a few entries at a time, and says how far it got. usage: node apply-entries.ts LOCATION ENTRIES
import { writeSync } from 'node:fs';
import { openIndex } from '#database/open-index';
import { longLog } from '#testkit/logged-entries';

const [location = '', count = ''] = process.argv.slice(2);
const entries = longLog(Number(count));
const index = await openIndex(JSON.parse(location), { origin: 'example.com/test', size: entries.length });
for (;;) {
  const { next } = await index.cursor();
  if (next >= entries.length) break;
  await index.apply(entries.slice(next, next + 5));
  writeSync(1, `${Math.min(next + 5, entries.length)}\n`);
}
await index.close();
