// What `assay init` does; loaded when it is called.
import { initWorkspace } from '#flow/workspace/init-workspace';
import { answer } from '../answer.ts';
import type { AssayContext } from '../context.ts';
import { newPassphrase } from '../read-passphrase.ts';

export interface InitFlags {
  readonly name?: string;
  readonly origin?: string;
  readonly seal?: boolean;
  readonly passphraseFile?: string;
  readonly auditDays: number;
  readonly json?: boolean;
}

/** @throws {AssayError} what the flow throws */
export async function runInit(this: AssayContext, flags: InitFlags, folder = '.'): Promise<void> {
  const sealed = flags.seal === true || flags.passphraseFile !== undefined;
  const { name, origin, auditDays } = flags;
  const facts = await initWorkspace(folder, {
    auditDays,
    now: () => new Date(),
    ...(name === undefined ? {} : { name }),
    ...(origin === undefined ? {} : { origin }),
    ...(sealed ? { passphrase: await newPassphrase(flags.passphraseFile, this.process) } : {}),
  });
  answer(this, flags.json, facts, [
    `Made the workspace ${facts.name} in ${facts.root}/.assay${sealed ? '; its signing key is sealed with a passphrase' : ''}.`,
    `  root key  ${facts.rootKey}`,
    `  log key   ${facts.logKey}`,
    'Give both to those who will verify what you show them.',
    'Next: assay add PATH --kind dataset --name NAME',
  ]);
}
