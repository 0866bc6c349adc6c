// Kills a real process that signs a model again and again, at random instants: the signature on the disk is always a whole one, not
// older than the last that was acknowledged, and what is remembered of files never makes it wrong.
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { signModel } from '#flow/sign-model';
import { createKeys, openSigner } from '#flow/signing-keys';
import { verifyModel } from '#flow/verify-model';
import { buildTree } from '#testkit/tree';
import { killedAfter } from './killed-after.ts';

const kills = process.env.ASSAY_SLOW === undefined ? 10 : 1000;
const program = fileURLToPath(new URL('./sign-forever.ts', import.meta.url));

test(`${kills} kills`, { timeout: 3_600_000 }, async () => {
  const base = fs.realpathSync(fs.mkdtempSync(join(tmpdir(), 'assay-kill-sign-')));
  try {
    const model = join(base, 'model');
    const key = join(base, 'key');
    const bundle = join(base, 'model.sig');
    buildTree(model, Object.fromEntries(Array.from({ length: 40 }, (_, at) => [`${at % 4}/${at}`, `${at}`])));
    createKeys(key, 'p-256', undefined);
    const signer = await openSigner(key, () => Promise.reject(new Error('the key is not sealed')));
    const plain = { hash: 'sha256', ignorePaths: [], followLinks: false, compat: 'specification' } as const;
    await signModel(model, { ...plain, signer, output: bundle, similarNames: false, now: new Date() });
    const earlier = new Set<string>();
    for (let round = 0; round < kills; round++) {
      const args = [model, key, bundle, join(base, 'cache')];
      const { lines } = await killedAfter(program, args, { withinMs: 60, from: 'first-answer' });
      const { signature, summary, problem } = await verifyModel(model, {
        bundle,
        trust: { method: 'key', publicKey: signer.publicKey },
        ignorePaths: [],
        ignoreUnsigned: false,
        acceptIgnored: false,
      });
      expect(problem).toBeUndefined();
      // Between the change and its signature lies the kill; everything else is as it was signed.
      expect(summary.changed + summary.missing + summary.added).toBeLessThanOrEqual(1);
      const root = signature?.rootDigest ?? '';
      expect(earlier).not.toContain(root);
      if (lines.includes(root)) expect(root).toBe(lines.at(-1));
      for (const line of [root, ...lines]) earlier.add(line);
    }
  } finally {
    fs.rmSync(base, { recursive: true });
  }
});
