// More people in a workspace: keys that the log trusts, and what is said about who holds them.
import { join } from 'node:path';
import { setIdentity } from '#flow/access/set-identity';
import { trustKey } from '#flow/keys/trust-key';
import type { Workspace } from '#flow/workspace/workspace';
import { createKeyPair } from '#sign/create-key-pair';
import { writeKeyPair } from '#sign/write-key-pair';
import type { TestWorkspace } from './workspace.ts';

export interface PersonOptions {
  readonly roles?: readonly string[];
  readonly person?: string;
  readonly kind?: 'person' | 'service';
  /** Kinds of statements that the key may sign. */
  readonly keyRoles?: readonly string[];
}

/** The workspace as somebody with a key of their own has it open. @param by - whose statements say who that is; the root key by default */
export async function openAs(
  made: TestWorkspace,
  by: Workspace,
  name: string,
  { roles = [], person = name, kind = 'person', keyRoles = ['*'] }: PersonOptions = {},
): Promise<Workspace> {
  const path = join(made.root, `${name}.key`);
  writeKeyPair(path, createKeyPair('ed25519'));
  await trustKey(by, `${path}.pub`, { roles: keyRoles, holder: name, why: `the key of ${name}` });
  await setIdentity(by, { identity: name, kind, roles, person, why: `${name} works here` });
  return made.openWith({ signingKey: path });
}
