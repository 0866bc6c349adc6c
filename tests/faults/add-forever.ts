// Works in a workspace until it is killed: adds files, tags, rolls back. Each line says what was acknowledged.
// Words: workspace, writer.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSha256 } from '#core/digest';
import { addAsset } from '#flow/assets/add-asset';
import { moveReference, rollBack } from '#flow/assets/move-reference';
import { openWorkspace } from '#flow/workspace/workspace';

const [root = '', writer = ''] = process.argv.slice(2);
const say = (...words: readonly unknown[]): void => void process.stdout.write(`${words.join(' ')}\n`);
const folder = join(root, `data-${writer}`);
mkdirSync(folder, { recursive: true });
const workspace = await openWorkspace(root);
const options = { labels: [], parents: [], similarNames: false, rows: {}, deep: false, kind: 'dataset' } as const;
say('open');
for (let round = 0; ; round++) {
  const content = `${writer}-${process.pid}-${round}`;
  writeFileSync(join(folder, 'rows.csv'), `id\n${content}\n`);
  // One name for all writers, so that they race for its versions.
  const { id } = await addAsset(workspace, folder, { ...options, name: 'shared' });
  say('added', id, content);
  const { version } = await moveReference(workspace, { name: `own-${writer}`, to: parseSha256(id), why: content });
  say('tagged', `own-${writer}`, version, id);
  if (round % 3 === 2) {
    const { version: back, asset } = await rollBack(workspace, `own-${writer}`, undefined, {});
    say('tagged', `own-${writer}`, back, asset);
  }
}
