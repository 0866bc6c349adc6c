// What `assay keys` does; loaded when it is called.
import { AssayError } from '#core/errors';
import { printableJson } from '#exports/printable-json';
import { createKeys, createKeysFor, describeKey, type KeyFacts } from '#flow/signing-keys';
import type { AssayContext } from './context.ts';
import { newPassphrase, secretOf } from './read-passphrase.ts';

export interface CreateFlags {
  readonly kind: 'ed25519' | 'p-256' | 'p-384' | 'p-521';
  readonly seal?: boolean;
  readonly passphraseFile?: string;
  readonly recipient?: readonly string[];
  readonly json?: boolean;
}

export interface ShowFlags extends Pick<CreateFlags, 'passphraseFile' | 'json'> {
  readonly identity?: readonly string[];
}

/** @throws {AssayError} USAGE when the passphrases differ, and what the flow throws */
export async function createKey(this: AssayContext, flags: CreateFlags, path: string): Promise<void> {
  const { kind, recipient, passphraseFile } = flags;
  const sealed = flags.seal === true || passphraseFile !== undefined;
  if (sealed && recipient !== undefined) {
    throw new AssayError('USAGE', 'Seal the key with a passphrase or for --recipient, not both.');
  }
  const facts =
    recipient === undefined
      ? createKeys(path, kind, sealed ? await newPassphrase(passphraseFile, this.process) : undefined)
      : await createKeysFor(path, kind, recipient);
  const holders = recipient === undefined ? '' : `, sealed for ${recipient.length} of age`;
  print(this, flags, facts, [
    `Created a key of kind ${facts.kind}${sealed ? ', sealed with a passphrase' : holders}.`,
    `  private  ${path} (keep it; sign with --key ${path})`,
    `  public   ${facts.publicPath} (give it away; verify with --key ${facts.publicPath})`,
    `  id       ${facts.keyId}`,
  ]);
}

/** @throws {AssayError} what the flow throws */
export async function showKey(this: AssayContext, flags: ShowFlags, path: string): Promise<void> {
  const facts = await describeKey(path, secretOf(path, flags.passphraseFile, this.process), flags.identity);
  print(this, flags, facts, [
    `kind  ${facts.kind}`,
    `id    ${facts.keyId}`,
    `hint  ${facts.hint} (in bundles of OpenSSF Model Signing)`,
    facts.publicPem.trimEnd(),
  ]);
}

function print(
  { process }: AssayContext,
  flags: { readonly json?: boolean },
  facts: KeyFacts,
  lines: readonly string[],
): void {
  process.stdout.write(flags.json === true ? printableJson(facts) : `${lines.join('\n')}\n`);
}
