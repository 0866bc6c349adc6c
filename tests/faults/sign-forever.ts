// Changes a model and signs it again until it is killed, and says what it signed. usage: node sign-forever.ts MODEL KEY BUNDLE CACHE
import { randomUUID } from 'node:crypto';
import { renameSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { signModel } from '#flow/sign-model';
import { openSigner } from '#flow/signing-keys';

const [model = '', key = '', bundle = '', cacheFolder = ''] = process.argv.slice(2);
// Not the process id: the system gives it again, and then two models would be one.
const run = randomUUID();
const signer = await openSigner(key, () => Promise.reject(new Error('the key is not sealed')));
const trust = { method: 'key', publicKey: signer.publicKey } as const;
for (let turn = 0; ; turn++) {
  // Beside the model, so that it never holds half a file.
  writeFileSync(`${bundle}.next`, `${run} ${turn}`);
  renameSync(`${bundle}.next`, join(model, 'turn'));
  const { signature } = await signModel(model, {
    signer,
    output: bundle,
    hash: 'sha256',
    ignorePaths: [],
    followLinks: false,
    similarNames: false,
    compat: 'specification',
    // So late that no file is too young to be remembered.
    now: new Date(Date.now() + 60_000 + turn),
    previous: { bundle, trust, cacheFolder },
  });
  writeSync(1, `${signature.rootDigest}\n`);
}
