// What `assay log witness ...` does.

import { logFolder, openLogFolder } from '#log/log-folder';
import { nodeCryptography } from '#log/node-cryptography';
import { encodeVerifierKey, parseVerifierKey } from '#log/note-key';
import { requestCosignature } from '#log/request-cosignature';
import { addLogKey, initWitnessFolder, openWitnessFolder } from '#log/witness-folder';
import { postToWitness } from '#server/post-to-witness';
import { startWitnessServer } from '#server/witness-server';
import { answer } from './answer.ts';
import type { AssayContext } from './context.ts';
import type { StateFlag } from './log-flags.ts';

export interface WitnessInitFlags {
  readonly name: string;
  readonly kind: 'ed25519' | 'ml-dsa-44';
  readonly json?: boolean;
}
export interface ServeFlags {
  readonly listen: { readonly host: string; readonly port: number };
}
export interface CosignFlags extends StateFlag {
  readonly url: string;
  readonly key: string;
}

export async function initWitness(
  this: AssayContext,
  { name, kind, json }: WitnessInitFlags,
  folder: string,
): Promise<void> {
  const key = encodeVerifierKey((await initWitnessFolder(folder, name, `cosignature-${kind}`)).key);
  answer(this, json, { schema: 'assay.log-witness-init/1', name, key }, [`name ${name}`, `key  ${key}`]);
}

export async function addKey(
  this: AssayContext,
  { json }: Pick<StateFlag, 'json'>,
  folder: string,
  vkey: string,
): Promise<void> {
  const key = await parseVerifierKey(vkey, nodeCryptography);
  await addLogKey(folder, key);
  answer(this, json, { schema: 'assay.log-witness-add-key/1', origin: key.name }, [`cosigns ${key.name}`]);
}

export async function serveWitness(this: AssayContext, { listen }: ServeFlags, folder: string): Promise<void> {
  const { stderr, stdout } = this.process;
  const onError = (error: unknown): void => {
    stderr.write(`assay: ${error instanceof Error ? error.message : String(error)}\n`);
  };
  const server = await startWitnessServer(await openWitnessFolder(folder), { ...listen, onError });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : listen.port;
  const host = listen.host.includes(':') ? `[${listen.host}]` : listen.host;
  stdout.write(`listening on http://${host}:${port}\n`);
  const stop = (): void => {
    server.close();
    server.closeIdleConnections();
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  await new Promise<void>((resolve) => server.once('close', resolve));
}

export async function cosignLog(
  this: AssayContext,
  { url, key, state, json }: CosignFlags,
  folder: string,
): Promise<void> {
  const { storage, signer } = await openLogFolder(logFolder(folder, state));
  const witnessKey = await parseVerifierKey(key, nodeCryptography);
  const size = await requestCosignature({ storage, logKey: signer.key, witnessKey, post: postToWitness(url) });
  const document = { schema: 'assay.log-cosign/1', witness: witnessKey.name, size };
  answer(this, json, document, [`${witnessKey.name} saw ${size} entries`]);
}
