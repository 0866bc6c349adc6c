// Keys sealed for age identities: who opens them, who does not, and what is no identity.
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateHybridIdentity, generateIdentity, generateX25519Identity, identityToRecipient } from 'age-encryption';
import { afterAll, expect, test } from 'vitest';
import { sealForRecipients } from './age-seal.ts';
import { createKeyPair } from './create-key-pair.ts';
import { openSigner } from './open-signer.ts';
import { readPublicKey } from './read-public-key.ts';

const base = fs.mkdtempSync(join(tmpdir(), 'assay-age-'));
afterAll(() => fs.rmSync(base, { recursive: true }));
const put = (name: string, text: string, mode = 0o600): string => {
  const path = join(base, name);
  fs.writeFileSync(path, text, { mode });
  return path;
};
/** As age-keygen writes it. */
const identityFile = (name: string, identity: string, mode = 0o600): string =>
  put(name, `# created: 2026-01-01T00:00:00Z\n# public key: age1...\n${identity}\n`, mode);

test.each([
  ['X25519', generateX25519Identity],
  ['post-quantum', generateHybridIdentity],
])('a key is opened with each of its identities, %s', async (name, generate) => {
  const pair = createKeyPair('p-256');
  const [one, two] = [await generate(), await generate()];
  const recipients = [await identityToRecipient(one), await identityToRecipient(two)];
  const path = put(`${name}.key`, await sealForRecipients(pair.privatePem, recipients));
  expect(fs.readFileSync(path, 'utf8')).not.toContain('PRIVATE KEY');
  for (const identity of [one, two]) {
    const files = [identityFile('own', identity)];
    expect((await openSigner(path, undefined, files)).keyId).toBe(pair.keyId);
  }
  const strange = identityFile('strange', await generateIdentity());
  await expect(openSigner(path, undefined, [strange])).rejects.toThrow('none of the age identities opens');
  const both = [strange, identityFile('own', two)];
  expect((await openSigner(path, undefined, both)).keyId).toBe(pair.keyId);
  await expect(openSigner(path)).rejects.toThrow('is sealed for age identities, and none was given');
  expect(() => readPublicKey(path)).toThrow('is a private key; verify with the public one');
});

test('what is no identity or recipient, or lies open', async () => {
  const identity = await generateIdentity();
  const { privatePem } = createKeyPair('p-256');
  const sealed = await sealForRecipients(privatePem, [await identityToRecipient(identity)]);
  const path = put('key', sealed);
  await expect(openSigner(path, undefined, [put('none', '# nothing\n')])).rejects.toThrow('holds no age identity');
  await expect(openSigner(path, undefined, [put('odd', 'AGE-SECRET-KEY-1ODD\n')])).rejects.toThrow('none of the age');
  const open = identityFile('open', identity, 0o644);
  await expect(openSigner(path, undefined, [open])).rejects.toMatchObject({ code: 'SIGN_KEY_EXPOSED' });
  await expect(sealForRecipients(privatePem, ['age1odd'])).rejects.toThrow('"age1odd" is no age recipient');
  const own = [identityFile('own', identity)];
  for (const damaged of [sealed.replace(/\n(.)/, '\n*'), sealed.slice(0, -40), `${sealed}more`]) {
    await expect(openSigner(put('damaged', damaged), undefined, own)).rejects.toMatchObject({ code: 'SIGN_KEY' });
  }
});
