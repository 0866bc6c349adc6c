// What `assay keys list`, `trust`, `rotate` and `revoke` do; loaded when one is called.
import { escapeInvisible } from '#core/quote';
import { formatCount } from '#exports/format-bytes';
import { type ListedKey, listWorkspaceKeys } from '#flow/keys/list-keys';
import { type RevocationReport, revokeKey } from '#flow/keys/revoke-key';
import { rotateKey } from '#flow/keys/rotate-key';
import { trustKey } from '#flow/keys/trust-key';
import { openWorkspace } from '#flow/workspace/workspace';
import { answer } from '../answer.ts';
import type { AssayContext } from '../context.ts';
import { newPassphrase, passphraseSource } from '../read-passphrase.ts';
import { withWorkspace } from './with-workspace.ts';
import type { SigningFlags, WorkspaceFlags } from './workspace-flags.ts';

export interface TrustFlags extends SigningFlags {
  readonly roles: readonly string[];
  readonly holder?: string;
  readonly validFrom?: string;
  readonly why: string;
}

export interface RotateFlags extends SigningFlags {
  readonly newKey?: string;
  readonly why?: string;
  readonly seal?: boolean;
  readonly newPassphraseFile?: string;
}

export interface RevokeFlags extends SigningFlags {
  readonly from: string;
  readonly why: string;
  readonly dryRun?: boolean;
}

/** @throws {AssayError} what the flow throws */
export async function runKeysList(this: AssayContext, flags: WorkspaceFlags): Promise<void> {
  const list = await withWorkspace(this, flags, listWorkspaceKeys);
  answer(this, flags.json, list, list.keys.flatMap(linesOf).map(escapeInvisible));
}

function linesOf(key: ListedKey): readonly string[] {
  const { id, state, holder, roles, trustedAt, validFrom, replacedBy, revokedFrom, isRoot, signsHere, signed } = key;
  const marks = [state, ...(isRoot ? ['root key'] : []), ...(signsHere ? ['signs here'] : [])];
  const kinds = Object.entries(signed.counting).map(([kind, count]) => `${count} ${kind}`);
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['holder', holder],
    ['roles', roles.join(', ')],
    ['trusted', validFrom === undefined ? trustedAt : `${trustedAt}, for what is dated from ${validFrom} on`],
    ['replaced', replacedBy === undefined ? undefined : `by ${replacedBy}`],
    ['revoked', revokedFrom === undefined ? undefined : `from ${revokedFrom} on`],
    [
      'signed',
      [...kinds, ...(signed.fallen === 0 ? [] : [`${signed.fallen} that do not count`])].join(', ') || 'nothing',
    ],
  ];
  return [
    `${id}  ${marks.join(', ')}`,
    ...facts.flatMap(([title, text]) => (text === undefined ? [] : [`  ${title.padEnd(8)}  ${text}`])),
  ];
}

/** @throws {AssayError} what the flow throws */
export async function runKeysTrust(this: AssayContext, flags: TrustFlags, path: string): Promise<void> {
  const { roles, holder, validFrom, why } = flags;
  const options = {
    roles,
    why,
    ...(holder === undefined ? {} : { holder }),
    ...(validFrom === undefined ? {} : { validFrom }),
  };
  const report = await withWorkspace(this, flags, (workspace) => trustKey(workspace, path, options));
  const lines = [
    `trusted  ${report.key}`,
    `  roles  ${report.roles.join(', ')}`,
    `  entry  ${report.logIndex}, ${report.at}`,
  ];
  answer(this, flags.json, report, lines.map(escapeInvisible));
}

/** @throws {AssayError} what the flow throws */
export async function runKeysRotate(this: AssayContext, flags: RotateFlags): Promise<void> {
  const { newKey, why = 'routine rotation', seal, newPassphraseFile, workspace: folder = '.' } = flags;
  // Asked for once, though two keys may be sealed with it.
  const passphrase = once(passphraseSource(flags.passphraseFile, this.process));
  const isSealed = seal === true || newPassphraseFile !== undefined;
  const workspace = await openWorkspace(folder, { passphrase });
  try {
    const report = await rotateKey(workspace, {
      why,
      passphrase,
      ...(newKey === undefined ? {} : { newKey }),
      ...(isSealed ? { seal: () => newPassphrase(newPassphraseFile, this.process) } : {}),
    });
    const { old, key, path, completed, logIndex } = report;
    const entry = logIndex === undefined ? 'a rotation that was interrupted is complete' : `entry ${logIndex}`;
    const lines = [
      `${completed ? 'completed' : 'rotated'}  ${entry}`,
      `  old   ${old}`,
      `  new   ${key}`,
      `  file  ${path}`,
    ];
    answer(this, flags.json, report, lines.map(escapeInvisible));
  } finally {
    await workspace.close();
  }
}

/** @throws {AssayError} what the flow throws */
export async function runKeysRevoke(this: AssayContext, flags: RevokeFlags, prefix: string): Promise<void> {
  const { from, why, dryRun = false } = flags;
  const report = await withWorkspace(this, flags, (workspace) => revokeKey(workspace, prefix, { from, why, dryRun }));
  answer(this, flags.json, report, revocationLines(report).map(escapeInvisible));
}

function revocationLines({ key, from, recorded, logIndex, invalidated }: RevocationReport): readonly string[] {
  const { total, kinds, statements } = invalidated;
  const head = recorded ? `revoked  ${key} from ${from} on, entry ${logIndex}` : `would revoke  ${key} from ${from} on`;
  const verb = recorded ? `${total === 1 ? 'does' : 'do'} not count any more` : 'would not count any more';
  const shown = statements.slice(0, shownStatements);
  return [
    head,
    total === 0
      ? `No statement that counts ${recorded ? 'falls' : 'would fall'}.`
      : `${formatCount(total, 'statement')} ${verb}:`,
    ...Object.entries(kinds).map(([kind, count]) => `  ${String(count).padStart(6)}  ${kind}`),
    ...shown.map(
      ({ logIndex: entry, at, kind = 'foreign', statement }) =>
        `  entry ${entry}  ${at}  ${kind}  ${statement.slice(0, 12)}`,
    ),
    ...(total > shown.length ? [`  and ${total - shown.length} more; --json lists up to 1,000`] : []),
  ];
}

function once(ask: () => Promise<string>): () => Promise<string> {
  let asked: Promise<string> | undefined;
  return () => {
    asked ??= ask();
    return asked;
  };
}

const shownStatements = 20;
