import {
  chmodSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ZoneKey } from './sealed/zone-key.ts';
import { createZoneKeyFile, openZoneKeyFile, replaceZoneKeyFile } from './zone-key-file.ts';

let folder = '';
let path = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'assay-zone-key-'));
  path = join(folder, 'zones', 'main.key');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('is for its owner only, and never made twice', async () => {
  const key = await createZoneKeyFile(path);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect((await openZoneKeyFile(path)).exportSecret()).toEqual(key.exportSecret());
  const before = readFileSync(path);
  await expect(createZoneKeyFile(path)).rejects.toMatchObject({ code: 'STORE_KEY_EXISTS' });
  expect(readFileSync(path).equals(before)).toBe(true);
});

test('the secret is never printed', async () => {
  const key = ZoneKey.create();
  const secret = Buffer.from(key.exportSecret()).toString('hex');
  expect(JSON.stringify({ key })).toBe(`{"key":"${key.id}"}`);
  expect(JSON.stringify({ ...key })).not.toContain(secret);
  expect(String(key)).not.toContain(secret);
});

describe('sealed', () => {
  test('with a passphrase', async () => {
    const key = await createZoneKeyFile(path, { passphrase: 'correct horse', workFactor: 10 });
    expect(readFileSync(path, 'latin1')).not.toContain(Buffer.from(key.exportSecret()).toString('hex'));
    const opened = await openZoneKeyFile(path, { passphrase: async () => 'correct horse' });
    expect(opened.id).toBe(key.id);
    await expect(openZoneKeyFile(path, { passphrase: async () => 'wrong' })).rejects.toMatchObject({
      code: 'STORE_KEY',
    });
    await expect(openZoneKeyFile(path)).rejects.toThrow('a passphrase is needed');
  });

  test('for recipients, and sealed anew for others', async () => {
    const [first, second] = [await generateX25519Identity(), await generateX25519Identity()];
    const key = await createZoneKeyFile(path, { recipients: [await identityToRecipient(first)] });
    expect((await openZoneKeyFile(path, { identities: async () => [first] })).id).toBe(key.id);
    await expect(openZoneKeyFile(path, { identities: async () => [second] })).rejects.toMatchObject({
      code: 'STORE_KEY',
    });
    await expect(openZoneKeyFile(path)).rejects.toThrow('an age identity is needed');
    await replaceZoneKeyFile(path, key, { recipients: [await identityToRecipient(second)] });
    expect((await openZoneKeyFile(path, { identities: async () => [second] })).id).toBe(key.id);
    await replaceZoneKeyFile(path, key);
    expect((await openZoneKeyFile(path)).id).toBe(key.id);
  });

  test('a recipient that is none', async () => {
    await expect(createZoneKeyFile(path, { recipients: ['age1nothing'] })).rejects.toMatchObject({ code: 'STORE_KEY' });
  });
});

describe('is refused', () => {
  test('when others can read it', async () => {
    await createZoneKeyFile(path);
    chmodSync(path, 0o640);
    await expect(openZoneKeyFile(path)).rejects.toMatchObject({ code: 'STORE_KEY_EXPOSED' });
  });

  test('when it is a link, a folder, too large or not there', async () => {
    await createZoneKeyFile(path);
    symlinkSync(path, join(folder, 'link'));
    await expect(openZoneKeyFile(join(folder, 'link'))).rejects.toMatchObject({ code: 'STORE_READ' });
    await expect(openZoneKeyFile(folder)).rejects.toMatchObject({ code: 'STORE_KEY' });
    await expect(openZoneKeyFile(join(folder, 'nothing'))).rejects.toMatchObject({ code: 'STORE_KEY' });
    truncateSync(path, 2 ** 33);
    await expect(openZoneKeyFile(path)).rejects.toMatchObject({ code: 'STORE_KEY' });
  });

  test('when one bit of it is another', async () => {
    await createZoneKeyFile(path);
    const sound = readFileSync(path);
    for (let bit = 0; bit < sound.length * 8; bit++) {
      const bytes = Buffer.from(sound);
      bytes.writeUInt8(bytes.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      writeFileSync(path, bytes);
      await expect(openZoneKeyFile(path), `bit ${bit}`).rejects.toMatchObject({ code: 'STORE_KEY' });
    }
  });

  test('when the secret is of another length', () => {
    expect(() => new ZoneKey(Buffer.alloc(16))).toThrow(expect.objectContaining({ code: 'STORE_KEY' }));
  });
});
