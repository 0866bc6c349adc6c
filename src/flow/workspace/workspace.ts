// A workspace that is open: its store, its log, its index, and the trust that the log gives.
import { join } from 'node:path';
import { type Attested, attest } from '#attest/attest';
import { AttestError } from '#attest/attest-error';
import { encodeLeaf } from '#attest/leaf';
import type { Subject } from '#attest/statement';
import type { Trust } from '#attest/trust';
import { parseSha256, type Sha256 } from '#core/digest';
import { AssayError } from '#core/errors';
import * as limits from '#core/limits';
import type { IndexDatabase } from '#database/index-database';
import { openIndex } from '#database/open-index';
import { readLatestTime } from '#database/read-latest-time';
import { parseUnverifiedCheckpoint } from '#log/checkpoint';
import { assertLatest } from '#log/compare-checkpoints';
import { LogError } from '#log/log-error';
import { logFolder, openLogFolder } from '#log/log-folder';
import { parseLogRecord } from '#log/log-record';
import { checkpointPath } from '#log/log-storage';
import { type LogParts, LogWriter } from '#log/log-writer';
import { nodeCryptography } from '#log/node-cryptography';
import { type VerifiedCheckpoint, verifyCheckpoint } from '#log/verify-checkpoint';
import type { Predicate } from '#predicates/predicate';
import { keyId } from '#sign/key-id';
import { openSigner } from '#sign/open-signer';
import { readIdentityFiles } from '#sign/read-private-key';
import { readPublicKey } from '#sign/read-public-key';
import type { Signer } from '#sign/signer';
import type { BlobBatch } from '#store/blob-store';
import { readWhole } from '#store/read-whole';
import type { TendedStore } from '#store/tended-store';
import { findWorkspaceRoot, workspaceFolderName } from '#store/workspace-folder';
import type { KeyOpener } from '#store/zone-key-file';
import { maxConfigBytes, parseConfig, signingKeyPath, type WorkspaceConfig } from './config.ts';
import { type FollowedLog, followLog } from './follow-log.ts';
import { type Environment, type OpenedStore, openStore, type StorePlace } from './open-store.ts';

export interface WorkspaceOptions {
  /** Asked when the signing key is sealed. */
  readonly passphrase?: () => Promise<string>;
  /** Signs here; the key of the configuration when it is absent. */
  readonly signer?: Signer;
  /** Private key that signs here in place of that of the configuration: a file or a token. */
  readonly signingKey?: string;
  /** Files with age identities, for a signing key that is sealed for some. */
  readonly identityFiles?: readonly string[];
  readonly now?: () => Date;
  /** Holds the credentials of an object storage, and `ASSAY_TOKEN`. */
  readonly environment?: Environment;
  /** Secret of a token: whoever shows it acts as the identity that it was issued for. */
  readonly token?: string;
  /** Names the parsers and checks of this build: what other ones scanned is scanned again before a gate takes it. */
  readonly ruleset?: string;
}

/** What is to be stated. */
export interface Draft<Body = unknown> {
  readonly predicate: Predicate<Body>;
  readonly subjects: readonly Subject[];
  readonly body: Body;
}

/** A statement that stands in the log. */
export interface Recorded {
  /** Evidence id: SHA-256 of the envelope. */
  readonly evidence: Sha256;
  readonly index: number;
  readonly at: string;
  /** Whether it counts; a reference that somebody else moved first does not. */
  readonly refusal?: string;
}

interface Parts {
  readonly root: string;
  readonly folder: string;
  readonly config: WorkspaceConfig;
  readonly store: OpenedStore;
  readonly log: LogParts;
}

/** @throws {AssayError} WORKSPACE_MISSING, WORKSPACE_FOREIGN, WORKSPACE_CONFIG, and what store, log and index throw */
export async function openWorkspace(from: string, options: WorkspaceOptions = {}): Promise<Workspace> {
  const root = findWorkspaceRoot(from);
  if (root === undefined) {
    throw new AssayError('WORKSPACE_MISSING', `there is no workspace in ${from} or above; assay init makes one`, {
      path: from,
    });
  }
  return openWorkspaceFolder(root, join(root, workspaceFolderName), options);
}

/** @param folder - `.assay` of `root`, under whatever name while it is being made */
export async function openWorkspaceFolder(
  root: string,
  folder: string,
  options: WorkspaceOptions = {},
): Promise<Workspace> {
  const config = await parseConfig(readWhole(join(folder, 'config.json'), maxConfigBytes));
  const store = await openStore({
    folder,
    place: config.store,
    opener: keyOpenerOf(options),
    environment: options.environment ?? {},
  });
  const log = await openLogFolder(logFolder(join(folder, 'log'), join(folder, 'log.state')));
  return new Workspace({ root, folder, config, store, log }, options);
}

function keyOpenerOf({ passphrase, identityFiles = [] }: WorkspaceOptions): KeyOpener {
  return {
    ...(passphrase === undefined ? {} : { passphrase }),
    ...(identityFiles.length === 0 ? {} : { identities: async () => readIdentityFiles(identityFiles) }),
  };
}

export class Workspace {
  readonly root: string;
  readonly folder: string;
  readonly config: WorkspaceConfig;
  readonly store: TendedStore;
  readonly log: LogParts;
  readonly #writer: LogWriter;
  /** Stores of zones that were opened, by the name of their folder. */
  readonly #zones = new Map<string, Promise<OpenedStore>>();
  readonly #closeStore: (() => void) | undefined;
  readonly #options: WorkspaceOptions;
  #signer: Promise<Signer> | undefined;
  #index: IndexDatabase | undefined;
  #followed: FollowedLog | undefined;
  #note: { readonly bytes: Uint8Array; readonly checkpoint: VerifiedCheckpoint } | undefined;

  constructor({ root, folder, config, store, log }: Parts, options: WorkspaceOptions) {
    this.root = root;
    this.folder = folder;
    this.config = config;
    this.store = store;
    this.#closeStore = store.close;
    this.log = log;
    this.#options = options;
    this.#writer = new LogWriter(log);
    this.#signer = options.signer === undefined ? undefined : Promise.resolve(options.signer);
  }

  /** Opens the keys of zones that are sealed. */
  get keyOpener(): KeyOpener {
    return keyOpenerOf(this.#options);
  }

  /** What opens the stores of zones. */
  get storePlace(): StorePlace {
    return {
      folder: this.folder,
      place: this.config.store,
      opener: this.keyOpener,
      environment: this.#options.environment ?? {},
    };
  }

  /**
   * The store under the key of a zone; it stays open until the workspace is closed.
   * @param storage - name of its folder and its key
   * @throws {StoreError} STORE_KEY when the key is not here or cannot be opened, STORE_READ, STORE_CORRUPT
   */
  async openZone(storage: string): Promise<TendedStore> {
    const opened = this.#zones.get(storage) ?? openStore(this.storePlace, storage);
    this.#zones.set(storage, opened);
    try {
      return await opened;
    } catch (error) {
      // The key may be there the next time.
      this.#zones.delete(storage);
      throw error;
    }
  }

  /** Rules of the scanner of this build; absent where nobody said. */
  get ruleset(): string | undefined {
    return this.#options.ruleset;
  }

  now(): Date {
    return this.#options.now?.() ?? new Date();
  }

  /** The key that signs here; its passphrase is asked for once. */
  signer(): Promise<Signer> {
    this.#signer ??= openSigner(
      this.#options.signingKey ?? join(this.folder, this.config.signingKey),
      this.#options.passphrase,
      this.#options.identityFiles,
    );
    return this.#signer;
  }

  /** Id of the key that signs here; where the key lies in the workspace, without opening it. */
  async signerId(): Promise<Sha256> {
    if (this.#signer !== undefined || this.#options.signingKey !== undefined) return (await this.signer()).keyId;
    return keyId(readPublicKey(`${signingKeyPath(this)}.pub`));
  }

  /** Secret of the token that is shown; undefined when whoever signs acts. */
  get token(): string | undefined {
    return this.#options.token ?? this.#options.environment?.ASSAY_TOKEN;
  }

  /** The index, brought up to the log. @throws {IndexError} @throws {LogError} when the log was rolled back or changed */
  async index(): Promise<IndexDatabase> {
    for (let attempt = 1; ; attempt++) {
      const checkpoint = await this.checkpoint();
      try {
        return await this.#follow(checkpoint);
      } catch (error) {
        // Another process may have logged more since, and put it into the index.
        const isBehind = error instanceof AssayError && behind.has(error.code);
        if (!isBehind || attempt >= limits.logSwapAttempts.value || (await this.checkpoint()).size <= checkpoint.size)
          throw error;
      }
    }
  }

  async #follow(checkpoint: VerifiedCheckpoint): Promise<IndexDatabase> {
    this.#index ??= await openIndex(this.indexLocation(), { origin: this.config.origin, size: checkpoint.size });
    const root = parseSha256(this.config.rootKey);
    const parts = { storage: this.log.storage, store: this.store, index: this.#index, root };
    this.#followed = await followLog(parts, checkpoint, this.#followed);
    return this.#index;
  }

  /** The index as it was left: for those who look at what is damaged. @throws {IndexError} */
  async indexAsItIs(): Promise<IndexDatabase> {
    const known = { origin: this.config.origin, size: Number.MAX_SAFE_INTEGER };
    this.#index ??= await openIndex(this.indexLocation(), known);
    return this.#index;
  }

  /** Whose signatures count, by all that the log says. */
  async trust(): Promise<Trust> {
    await this.index();
    if (this.#followed === undefined) throw new RangeError('following the log gives a trust');
    return this.#followed.trust;
  }

  indexLocation(): Parameters<typeof openIndex>[0] {
    const { index } = this.config;
    return index.kind === 'sqlite' ? { kind: 'sqlite', path: join(this.folder, 'index.sqlite') } : index;
  }

  /**
   * The newest checkpoint, signed by this log and not older than the one that was signed last. An append that a crash interrupted
   * is completed first.
   * @throws {LogError} LOG_ROLLED_BACK, LOG_INCONSISTENT, LOG_CORRUPT, LOG_SIGNATURE, LOG_UNTRUSTED
   */
  async checkpoint(): Promise<VerifiedCheckpoint> {
    const { storage, checkpoints, signer } = this.log;
    for (let attempt = 1; ; attempt++) {
      // INVARIANT: a record is durable before its checkpoint is shown, so a record that is read after the note is not older.
      const note = await storage.get(checkpointPath);
      const record = await checkpoints.read();
      const shown = note === undefined ? undefined : await this.#verified(note, signer.key);
      const signed = record === undefined ? 0 : signedSize(record.bytes);
      if ((shown?.size ?? -1) < signed && attempt < limits.logSwapAttempts.value) {
        // An append is under way, or was interrupted. What is shown and damaged was refused above, and is not mended in silence.
        await this.#writer.recover();
        continue;
      }
      if (shown === undefined) throw new LogError('LOG_MISSING', 'the log of the workspace has no checkpoint');
      if (record !== undefined) assertLatest(shown, record.bytes);
      return shown;
    }
  }

  /** The same bytes are verified once: most commands ask for the checkpoint a dozen times. */
  async #verified(note: Uint8Array, key: LogParts['signer']['key']): Promise<VerifiedCheckpoint> {
    if (this.#note !== undefined && Buffer.compare(this.#note.bytes, note) === 0) return this.#note.checkpoint;
    const checkpoint = await verifyCheckpoint(note, [key], [], nodeCryptography);
    this.#note = { bytes: note, checkpoint };
    return checkpoint;
  }

  /**
   * Signs statements and logs them, all or none. What they speak of has to be durable before they are logged, so the blobs of `batch`
   * are committed with them.
   * INVARIANT: envelopes are durable in the store before their leaves are in the log; the log is what makes them count.
   * @throws {AttestError} when a body does not follow its schema; {AssayError} CLOCK_BACK; what store and log throw
   */
  async record(drafts: readonly Draft[], batch: BlobBatch = this.store.batch()): Promise<readonly Recorded[]> {
    try {
      const attested = await this.#attest(drafts);
      for (const { bytes } of attested) await batch.add(bytes);
      await batch.commit();
      for (let attempt = 1; ; attempt++) {
        const at = await this.#time();
        const leaves = attested.map(({ sha256 }) => encodeLeaf({ at, envelope: sha256 }));
        const { first } = await this.#writer.append(leaves);
        // Another process may have logged something later in between; entries that are dated before it do not count.
        const isOvertaken = ((await readLatestTime(await this.index(), first)) ?? 0) > Date.parse(at);
        if (!isOvertaken || attempt >= limits.logSwapAttempts.value) return await this.#standing(attested, first, at);
      }
    } finally {
      await batch.abort();
    }
  }

  /**
   * Opens the key that signs, and sees to it that statements of these kinds would count: what is logged stays.
   * @throws {AttestError} ATTEST_UNTRUSTED @throws {SignError} SIGN_KEY
   */
  async assertCounts(kinds: readonly string[]): Promise<void> {
    const { keyId: key } = await this.signer();
    const trust = await this.trust();
    const { next: index } = await (await this.index()).cursor();
    const at = this.now().toISOString();
    for (const kind of kinds) {
      const refusal = trust.refusalOf(key, { kind, at, index });
      if (refusal === undefined) continue;
      const hint = trust.keys.get(key)?.replaced === undefined ? '' : '; assay keys rotate completes the rotation';
      const message = `nothing was recorded: the key ${key} that signs here ${refusal.reason}${hint}`;
      throw new AttestError('ATTEST_UNTRUSTED', message, { value: key });
    }
  }

  async close(): Promise<void> {
    await this.#index?.close();
    this.#closeStore?.();
    for (const zone of await Promise.allSettled(this.#zones.values())) {
      if (zone.status === 'fulfilled') zone.value.close?.();
    }
    this.#zones.clear();
    this.#index = undefined;
  }

  async #attest(drafts: readonly Draft[]): Promise<readonly Attested[]> {
    const signer = await this.signer();
    await this.assertCounts(drafts.map(({ predicate }) => predicate.kind));
    return Promise.all(drafts.map(({ predicate, subjects, body }) => attest(predicate, subjects, body, [signer])));
  }

  /**
   * Now, for the log: never earlier than its newest entry. Two processes may differ by a moment; a clock that was set back is
   * refused, because what is revoked from a time on would count again.
   */
  async #time(): Promise<string> {
    const { last } = await (await this.index()).cursor();
    const now = this.now().getTime();
    if (last !== undefined && now < last.at - limits.clockBackMs.value) {
      const newest = new Date(last.at).toISOString();
      throw new AssayError(
        'CLOCK_BACK',
        `the clock shows ${new Date(now).toISOString()}, but the log has an entry of ${newest}`,
      );
    }
    return new Date(Math.max(now, last?.at ?? 0)).toISOString();
  }

  async #standing(attested: readonly Attested[], first: number, at: string): Promise<readonly Recorded[]> {
    const index = await this.index();
    const rows = await index.tables
      .selectFrom('entry')
      .select(['log_index', 'standing', 'reason'])
      .where('log_index', '>=', first)
      .where('log_index', '<', first + attested.length)
      .orderBy('log_index')
      .execute();
    return attested.map(({ sha256: evidence }, offset) => {
      const row = rows[offset];
      const counts = row?.standing === 'verified' || row?.standing === 'foreign';
      const refusal = counts ? {} : { refusal: row?.reason ?? 'it is not in the index' };
      return { evidence, index: first + offset, at, ...refusal };
    });
  }
}

function signedSize(record: Uint8Array): number {
  return parseUnverifiedCheckpoint(parseLogRecord(record).checkpoint).size;
}

/** What an index that is further than the checkpoint one has read is refused with. */
const behind: ReadonlySet<string> = new Set(['LOG_ROLLED_BACK', 'INDEX_AHEAD']);
