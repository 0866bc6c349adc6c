// A token in software (SoftHSM) for tests. Needs the Debian package softhsm2 and pkcs11js (tools/install-pkcs11js.sh).
import { execFileSync } from 'node:child_process';
import type { KeyObject } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { isMainThread } from 'node:worker_threads';
import type { LoadPackage } from '#sign/token/token-library';

const modulePath = ['/usr/lib/softhsm/libsofthsm2.so', '/usr/local/lib/softhsm/libsofthsm2.so'].find(existsSync);

/** Folder that NODE_PATH has to name so that `assay` finds pkcs11js. */
export const packageFolder: string = join(
  process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'),
  'assay/node_modules',
);

/** False where something is missing; tests are skipped then. In a thread the module would not see the environment set here. */
export const hasSoftToken: boolean =
  modulePath !== undefined && isMainThread && existsSync(join(packageFolder, 'pkcs11js'));

export const loadPkcs11js: LoadPackage = () => createRequire(join(packageFolder, 'from.cjs'))('pkcs11js');

export const pin = '1234';

/** One token with a PIN in `folder`. The library reads its environment once, so a process has one. */
export class SoftToken {
  readonly env: Readonly<Record<string, string>>;
  readonly #folder: string;
  readonly #label: string;
  #keys = 0;

  constructor(folder: string, label = 'Test token') {
    this.#folder = folder;
    this.#label = label;
    mkdirSync(join(folder, 'tokens'));
    const settings = join(folder, 'softhsm2.conf');
    writeFileSync(settings, `directories.tokendir = ${join(folder, 'tokens')}\nlog.level = ERROR\n`);
    this.env = { SOFTHSM2_CONF: settings };
    Object.assign(process.env, this.env);
    this.#run('--init-token', '--free', '--label', label, '--so-pin', '5678');
  }

  /** Puts a key pair into the token. @returns its URI, with the PIN */
  put(key: KeyObject, label: string = `key ${this.#keys}`): string {
    this.#keys += 1;
    const id = this.#keys.toString(16).padStart(4, '0');
    const path = join(this.#folder, `${id}.pem`);
    writeFileSync(path, key.export({ type: 'pkcs8', format: 'pem' }));
    this.#run('--import', path, '--token', this.#label, '--id', id, '--label', label);
    return this.uri(`;id=${id.replace(/../g, '%$&')}`);
  }

  /** @param key - further attributes of the path, each after a `;` */
  uri(key: string, pinValue = `&pin-value=${pin}`): string {
    return `pkcs11:token=${encodeURIComponent(this.#label)}${key}?module-name=softhsm2${pinValue}`;
  }

  #run(...words: readonly string[]): void {
    execFileSync('softhsm2-util', [...words, '--pin', pin], { stdio: 'pipe' });
  }
}
