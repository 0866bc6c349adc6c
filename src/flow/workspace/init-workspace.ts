// Makes a workspace: keys, an empty store, a log, and the first statement in it, by which the root key trusts itself.
import { createPrivateKey, createPublicKey } from 'node:crypto';
import { basename, join, resolve } from 'node:path';
import type { Sha256 } from '#core/digest';
import { initLogFolder, logFolder } from '#log/log-folder';
import { encodeVerifierKey } from '#log/note-key';
import { predicate as keyChange } from '#predicates/key-change';
import { sealForRecipients } from '#sign/age-seal';
import { createKeyPair, type KeyPair } from '#sign/create-key-pair';
import { KeySigner } from '#sign/key-signer';
import { writeDurably } from '#sign/write-durably';
import { writeKeyPair } from '#sign/write-key-pair';
import { makeWorkspaceFolder } from '#store/workspace-folder';
import { createZoneKeyFile } from '#store/zone-key-file';
import { encodeConfig, type WorkspaceConfig } from './config.ts';
import { type Environment, probeStore, zoneKeyPath } from './open-store.ts';
import { openWorkspaceFolder } from './workspace.ts';

export interface InitOptions {
  /** Default: the name of the folder. */
  readonly name?: string;
  /** Default: made from the root key, so that no two logs have the same. */
  readonly origin?: string;
  /** Seals the signing key. */
  readonly passphrase?: string;
  /** Seals the signing key for holders of these age identities instead. */
  readonly recipients?: readonly string[];
  readonly auditDays: number;
  /** Default: a folder of the workspace. */
  readonly store?: WorkspaceConfig['store'];
  /** Default: a file of the workspace. */
  readonly index?: WorkspaceConfig['index'];
  readonly environment?: Environment;
  readonly now: () => Date;
}

/** What others need to verify what this workspace shows them. */
export interface WorkspaceFacts {
  readonly schema: 'assay.init/1';
  readonly root: string;
  readonly name: string;
  readonly origin: string;
  readonly rootKey: Sha256;
  /** Public half of the root key, PEM. */
  readonly publicPath: string;
  /** Key of the log, as c2sp.org/signed-note writes it. */
  readonly logKey: string;
}

/** @throws {AssayError} WORKSPACE_EXISTS, WORKSPACE_WRITE; {SignError} SIGN_KEY for a short passphrase; {LogError} LOG_KEY for the origin */
export async function initWorkspace(folder: string, options: InitOptions): Promise<WorkspaceFacts> {
  const root = resolve(folder);
  const pair = createKeyPair('ed25519', options.passphrase);
  const name = options.name ?? (basename(root) || 'workspace');
  const origin = options.origin ?? `assay/${pair.keyId.slice(0, 16)}`;
  const config: WorkspaceConfig = {
    schema: 'assay.workspace/1',
    name,
    origin,
    rootKey: pair.keyId,
    signingKey: 'keys/workspace',
    store: options.store ?? { kind: 'folder' },
    index: options.index ?? { kind: 'sqlite' },
    audit: { everyDays: options.auditDays },
  };
  await probeStore(config.store, options.environment ?? {});
  let logKey = '';
  await makeWorkspaceFolder(root, ['keys', 'keys/zones', 'cache'], async (making) => {
    writeKeyPair(join(making, config.signingKey), await sealed(pair, options.recipients));
    await createZoneKeyFile(zoneKeyPath(making));
    const { key } = await initLogFolder(logFolder(join(making, 'log'), join(making, 'log.state')), origin);
    logKey = encodeVerifierKey(key);
    writeDurably(join(making, 'config.json'), encodeConfig(config), { mode: 0o644, replace: false });
    await trustRoot(root, making, pair, options);
  });
  const publicPath = join(root, '.assay', `${config.signingKey}.pub`);
  return { schema: 'assay.init/1', root, name, origin, rootKey: pair.keyId, publicPath, logKey };
}

async function sealed(pair: KeyPair, recipients: readonly string[] | undefined): Promise<KeyPair> {
  if (recipients === undefined) return pair;
  return { ...pair, privatePem: await sealForRecipients(pair.privatePem, recipients) };
}

async function trustRoot(
  root: string,
  making: string,
  pair: KeyPair,
  { passphrase, now, environment }: Omit<InitOptions, 'recipients'>,
): Promise<void> {
  const workspace = await openWorkspaceFolder(root, making, {
    now,
    ...(environment === undefined ? {} : { environment }),
    // A key that is sealed for others cannot be opened here any more.
    signer: new KeySigner(createPrivateKey({ key: pair.privatePem, passphrase: passphrase ?? '' })),
  });
  try {
    const pem = createPublicKey(pair.publicPem).export({ type: 'spki', format: 'pem' }).toString();
    const key = { id: pair.keyId, kind: pair.kind, pem };
    const body = { action: 'trust', key, roles: ['*'], why: 'root key of the workspace' } as const;
    const [recorded] = await workspace.record([{ predicate: keyChange, subjects: [{ sha256: pair.keyId }], body }]);
    if (recorded?.refusal !== undefined)
      throw new RangeError(`the root key does not trust itself: ${recorded.refusal}`);
  } finally {
    await workspace.close();
  }
}
