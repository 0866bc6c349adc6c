// Every earlier tree of a log has the same root, read from tiles of its own or from those of the later tree.
import { expect, test } from 'vitest';
import { buildMemoryLog } from '#testkit/log';
import { readEdge, rootOfEdge } from './tree-edge.ts';
import { withinTree } from './within-tree.ts';

test('sizes that were never shown', async () => {
  const sizes = [1, 255, 256, 257, 300, 511, 512, 513, 699];
  const stepwise = await buildMemoryLog([...sizes, 700].map((size, at) => size - ([0, ...sizes][at] ?? 0)));
  const atOnce = await buildMemoryLog([700]);
  const within = withinTree(atOnce.storage, 700);
  for (const size of sizes) {
    const own = rootOfEdge(await readEdge(stepwise.storage, size));
    expect(Buffer.from(rootOfEdge(await readEdge(within, size))).toString('hex'), String(size)).toBe(
      Buffer.from(own).toString('hex'),
    );
  }
  await expect(readEdge(atOnce.storage, 300)).rejects.toMatchObject({ code: 'LOG_CORRUPT' });
  await expect(readEdge(withinTree(atOnce.storage, 250), 300)).rejects.toMatchObject({ code: 'LOG_CORRUPT' });
});
