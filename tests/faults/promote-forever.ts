// Promotes assets between two zones until it is killed. Each line says what was acknowledged.
// Words: workspace, writer.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { addAsset } from '#flow/assets/add-asset';
import { openWorkspace } from '#flow/workspace/workspace';
import { promote } from '#flow/zones/promote';

const [root = '', writer = ''] = process.argv.slice(2);
const folder = join(root, `data-${writer}`);
mkdirSync(folder, { recursive: true });
const workspace = await openWorkspace(root);
const lines: string[] = [];
// The time until it is killed begins with the first line, so nothing is said before something was placed.
const say = (...words: readonly string[]): void => {
  lines.push(`${words.join(' ')}\n`);
  if (words[0] === 'placed') hasPlaced = true;
  if (hasPlaced) process.stdout.write(lines.splice(0).join(''));
};
let hasPlaced = false;
const options = { labels: [], parents: [], similarNames: false, rows: {}, deep: false, kind: 'dataset' } as const;
for (let round = 0; ; round++) {
  const content = `${writer}-${process.pid}-${round}`;
  writeFileSync(join(folder, 'rows.csv'), `id\n${content}\n`);
  // Both writers have it in each of their assets, so one may take away what the other has just found.
  writeFileSync(join(folder, 'shared.csv'), 'id\nshared\n');
  const { id } = await addAsset(workspace, folder, { ...options, name: `own-${writer}` });
  say('added', id, content);
  for (const zone of ['quarantine', 'data-engineering', 'quarantine']) {
    const { outcome, statement } = await promote(workspace, id, zone, content);
    if (outcome !== 'placed') throw new Error(`the gate refused: ${outcome}`);
    say('placed', id, statement ?? '');
  }
}
