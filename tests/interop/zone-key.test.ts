// Sealed zone keys and the age command: each opens what the other sealed, so a key can be rescued without us.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { createZoneKeyFile, openZoneKeyFile } from '#store/zone-key-file';

const present = spawnSync('age-keygen', ['--version'], { stdio: 'ignore' }).status === 0;
const folder = mkdtempSync(join(tmpdir(), 'assay-age-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe.skipIf(!present)('age (skipped when it is not on the path)', () => {
  const keygen = (...words: readonly string[]): string => execFileSync('age-keygen', words, { encoding: 'utf8' });

  test('opens what we seal, and we what it seals', async () => {
    const identityPath = join(folder, 'identity');
    const identity = /AGE-SECRET-KEY-\S+/.exec(keygen())?.[0] ?? '';
    writeFileSync(identityPath, `${identity}\n`, { mode: 0o600 });
    const recipient = keygen('-y', identityPath).trim();
    const path = join(folder, 'ours.key');
    const key = await createZoneKeyFile(path, { recipients: [recipient] });
    const line = execFileSync('age', ['-d', '-i', identityPath, path], { encoding: 'utf8' });
    expect(line).toContain(Buffer.from(key.exportSecret()).toString('hex'));
    const theirs = join(folder, 'theirs.key');
    const sealed = execFileSync('age', ['-r', recipient], { input: line });
    writeFileSync(theirs, sealed, { mode: 0o600 });
    expect((await openZoneKeyFile(theirs, { identities: async () => [identity] })).id).toBe(key.id);
  });
});
