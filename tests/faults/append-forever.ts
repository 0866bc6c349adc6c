// Appends until it is killed, and says what was acknowledged. usage: node append-forever.ts LOG NAME
import { writeSync } from 'node:fs';
import { logFolder, openLogFolder } from '#log/log-folder';
import { LogWriter } from '#log/log-writer';

const [folder = '', name = ''] = process.argv.slice(2);
const writer = new LogWriter(await openLogFolder(logFolder(folder)));
for (let next = 0; ; next++) {
  const word = `${name}.${next}`;
  const { first } = await writer.append([Buffer.from(word)]);
  writeSync(1, `${first} ${word}\n`);
}
