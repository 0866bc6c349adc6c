// An index that is built again is what it was, on every engine.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { initWorkspace } from '#flow/workspace/init-workspace';
import { rebuildIndex } from '#flow/workspace/rebuild-index';
import { openWorkspace } from '#flow/workspace/workspace';
import { predicate as dataQuality } from '#predicates/data-quality';
import { describeIndexes, dumpOf } from '#testkit/indexes';

describeIndexes('reindex', ({ newLocation }) => {
  test('tells what is the same, and repairs what is not', async () => {
    const root = mkdtempSync(join(tmpdir(), 'assay-reindex-'));
    const location = await newLocation();
    const { rootKey } = await initWorkspace(root, { auditDays: 30, now: () => new Date() });
    const config = join(root, '.assay/config.json');
    if (location.kind === 'postgresql') {
      writeFileSync(config, JSON.stringify({ ...JSON.parse(readFileSync(config, 'utf8')), index: location }));
    }
    const workspace = await openWorkspace(root);
    const { example: body } = dataQuality;
    await workspace.record([{ predicate: dataQuality, subjects: [{ sha256: rootKey }], body }]);
    const index = await workspace.index();
    const before = await dumpOf(index);
    expect(await rebuildIndex(workspace)).toMatchObject({ outcome: 'same', entries: 2 });
    await index.tables.updateTable('entry').set({ standing: 'revoked' }).where('log_index', '=', 1).execute();
    expect(await rebuildIndex(workspace)).toMatchObject({ outcome: 'repaired', problem: { code: 'INDEX_DIFFERENT' } });
    expect(await dumpOf(index)).toBe(before);
    expect(await rebuildIndex(workspace)).toMatchObject({ outcome: 'same' });
    await workspace.close();
    rmSync(root, { recursive: true });
  });
});
