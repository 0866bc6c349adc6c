// Passphrases: from the first line of a file, or typed on a terminal that does not show them.
import { readFileSync } from 'node:fs';
import { AssayError } from '#core/errors';
import type { AssayProcess } from './context.ts';
import { reasonOf } from './reason-of.ts';

/**
 * Asks only when it is called: most keys need none.
 * @param file - `--passphrase-file`
 * @throws {AssayError} USAGE when the file cannot be read, or there is none and nobody to ask
 */
export function passphraseSource(
  file: string | undefined,
  process: Pick<AssayProcess, 'stdin' | 'stderr'>,
  prompt = 'Passphrase of the private key: ',
  missing = 'The private key is sealed with a passphrase',
): () => Promise<string> {
  return async () => (file === undefined ? typed(process, prompt, missing) : fromFile(file));
}

/** What opens `key`: the passphrase of a file, or the PIN of a token that is named by a PKCS#11 URI. */
export function secretOf(
  key: string,
  file: string | undefined,
  process: Pick<AssayProcess, 'stdin' | 'stderr'>,
): () => Promise<string> {
  if (!key.startsWith('pkcs11:')) return passphraseSource(file, process);
  return passphraseSource(file, process, 'PIN of the token: ', 'The token wants a PIN');
}

/** A passphrase for a new key: on a terminal it is typed twice. @throws {AssayError} USAGE when the two differ */
export async function newPassphrase(
  file: string | undefined,
  process: Pick<AssayProcess, 'stdin' | 'stderr'>,
): Promise<string> {
  const first = await passphraseSource(file, process, 'Passphrase for the new key: ')();
  if (file !== undefined) return first;
  const second = await passphraseSource(undefined, process, 'Once more: ')();
  if (first === second) return first;
  throw new AssayError('USAGE', 'The two passphrases differ; no key was created.');
}

function fromFile(path: string): string {
  try {
    return readFileSync(path, 'utf8').split(/\r?\n/, 1)[0] ?? '';
  } catch (error) {
    throw new AssayError('USAGE', `The passphrase file ${path} cannot be read: ${reasonOf(error)}.`, { path });
  }
}

/** Raw mode: what is typed is not shown, and Ctrl-C arrives as a character. */
function typed(
  { stdin, stderr }: Pick<AssayProcess, 'stdin' | 'stderr'>,
  prompt: string,
  missing: string,
): Promise<string> {
  if (!stdin.isTTY) {
    throw new AssayError('USAGE', `${missing}: give --passphrase-file FILE, or run this on a terminal.`);
  }
  stderr.write(prompt);
  return new Promise((resolve, reject) => {
    let text = '';
    const end = (act: () => void): void => {
      stdin.off('data', read);
      stdin.setRawMode(false);
      stdin.pause();
      stderr.write('\n');
      act();
    };
    const read = (chunk: Buffer): void => {
      for (const character of chunk.toString('utf8')) {
        if (character === '\r' || character === '\n') {
          end(() => resolve(text));
          return;
        }
        if (character === '\u0003' || character === '\u0004') {
          end(() => reject(new AssayError('USAGE', 'No passphrase was given.')));
          return;
        }
        text = character === '\u007f' || character === '\b' ? text.slice(0, -1) : text + character;
      }
    };
    stdin.setRawMode(true);
    stdin.on('data', read);
    stdin.resume();
  });
}
