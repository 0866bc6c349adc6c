// Somebody else in a workspace, for what takes two people.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createKeyPair } from '#sign/create-key-pair';
import { writeKeyPair } from '#sign/write-key-pair';
import { assayHere } from './assay-here.ts';

/**
 * Says who holds the root key (Ada) and who else owns the workspace (Mira), once, and lets Mira agree that Ada destroys these.
 * @param folder - where Mira's key is kept
 */
export async function agreeToDestroy(
  folder: string,
  at: readonly string[],
  ...resources: readonly string[]
): Promise<void> {
  const key = join(folder, 'mira.key');
  const run = async (...words: readonly string[]): Promise<void> => {
    const { stderr, code } = await assayHere([...words, ...at]);
    if (code !== 0) throw new Error(`${words.join(' ')}: ${stderr}`);
  };
  if (!existsSync(key)) {
    writeKeyPair(key, createKeyPair('ed25519'));
    await run('keys', 'trust', `${key}.pub`, '--roles', '*', '--holder', 'mira', '--why', 'owns it too');
    await run('access', 'identity', 'set', 'root', '--role', 'owner', '--person', 'Ada', '--why', 'made it');
    await run('access', 'identity', 'set', 'mira', '--role', 'owner', '--person', 'Mira', '--why', 'owns it too');
  }
  const until = new Date(Date.now() + 86_400_000).toISOString();
  for (const resource of resources) {
    const grant = ['access', 'grant', 'root', resource, '--permits', 'destroy', '--purpose', 'the person asked for it'];
    await run(...grant, '--until', until, '--signing-key', key);
  }
}
