// What `assay init` does; loaded when it is called.
import { AssayError } from '#core/errors';
import { initWorkspace } from '#flow/workspace/init-workspace';
import { answer } from '../answer.ts';
import type { AssayContext } from '../context.ts';
import { newPassphrase } from '../read-passphrase.ts';

export interface InitFlags {
  readonly name?: string;
  readonly origin?: string;
  readonly seal?: boolean;
  readonly passphraseFile?: string;
  readonly recipient?: readonly string[];
  readonly auditDays: number;
  readonly s3?: string;
  readonly s3Region?: string;
  readonly postgresql?: string;
  readonly json?: boolean;
}

/** @throws {AssayError} what the flow throws */
export async function runInit(this: AssayContext, flags: InitFlags, folder = '.'): Promise<void> {
  const sealed = flags.seal === true || flags.passphraseFile !== undefined;
  const { name, origin, auditDays, recipient } = flags;
  if (sealed && recipient !== undefined) {
    throw new AssayError('USAGE', 'Seal the key with a passphrase or for --recipient, not both.');
  }
  const facts = await initWorkspace(folder, {
    auditDays,
    now: () => new Date(),
    environment: this.process.env,
    ...(recipient === undefined ? {} : { recipients: recipient }),
    ...(flags.s3 === undefined ? {} : { store: s3At(flags.s3, flags.s3Region) }),
    ...(flags.postgresql === undefined ? {} : { index: postgresqlAt(flags.postgresql) }),
    ...(name === undefined ? {} : { name }),
    ...(origin === undefined ? {} : { origin }),
    ...(sealed ? { passphrase: await newPassphrase(flags.passphraseFile, this.process) } : {}),
  });
  answer(this, flags.json, facts, [
    `Made the workspace ${facts.name} in ${facts.root}/.assay${sealed ? '; its signing key is sealed with a passphrase' : recipient === undefined ? '' : '; its signing key is sealed with age'}.`,
    `  root key  ${facts.rootKey}`,
    `  log key   ${facts.logKey}`,
    'Give both to those who will verify what you show them.',
    'Next: assay add PATH --kind dataset --name NAME',
  ]);
}

type Places = Parameters<typeof initWorkspace>[1];

/** @throws {AssayError} USAGE */
function s3At(text: string, region = 'us-east-1'): NonNullable<Places['store']> {
  const url = URL.parse(text);
  const [, bucket = '', ...prefix] = url?.pathname.split('/') ?? [];
  if (url === null || !/^https?:$/.test(url.protocol) || bucket === '' || url.username !== '') {
    throw new AssayError('USAGE', '--s3 is https://HOST/BUCKET or https://HOST/BUCKET/PREFIX, without credentials.');
  }
  const steps = prefix.filter((step) => step !== '');
  return { kind: 's3', endpoint: url.origin, bucket, region, prefix: steps.map((step) => `${step}/`).join('') };
}

/** The configuration is no place for a secret. @throws {AssayError} USAGE */
function postgresqlAt(text: string): NonNullable<Places['index']> {
  const url = URL.parse(text);
  if (url === null || !/^postgres(?:ql)?:$/.test(url.protocol))
    throw new AssayError('USAGE', '--postgresql is postgresql://USER@HOST/DATABASE.');
  if (url.password !== '')
    throw new AssayError(
      'USAGE',
      'Leave the password out of --postgresql; it comes from PGPASSWORD or a password file.',
    );
  return { kind: 'postgresql', url: text };
}
