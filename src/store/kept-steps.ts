// Results of steps of long work, in a folder of the user's own, so that work that was killed goes on where it stood.
import { randomBytes, timingSafeEqual } from 'node:crypto';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { sha256 } from '#core/digest';
import * as limits from '#core/limits';
import { readWhole } from './read-whole.ts';
import { type LocalMac, openLocalKey } from './tree/local-key.ts';

export interface KeptStepsOptions {
  /** For such results alone; made when it is not there. */
  readonly folder: string;
  /** What decides the results: the data, the code, the options. */
  readonly subject: string;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/**
 * ATTACKER: whoever may write to the folder could put results in place of others. Each file carries a code under a key of this user that
 * binds it to its subject and step; what has another code, is damaged or belongs to something else is ignored, and `notices` says so.
 */
export class KeptSteps {
  /** Why something was not taken or not kept, in sentences. */
  readonly notices: string[] = [];
  readonly #folder: string;
  readonly #mac: LocalMac | undefined;
  readonly #prefix: string;
  #bytes = 0;

  constructor({ folder, subject, now }: KeptStepsOptions) {
    this.#folder = folder;
    this.#mac = this.#guarded(() => openLocalKey(folder, subject));
    this.#prefix = `${this.#mac?.('subject').slice(0, 32)}-`;
    if (this.#mac !== undefined) this.#guarded(() => removeOld(folder, now));
  }

  /** Undefined when nothing of it is kept, or what is there is not ours. */
  read(step: string): Uint8Array | undefined {
    const mac = this.#mac;
    if (mac === undefined) return undefined;
    return this.#guarded(() => {
      const path = this.#pathOf(mac, step);
      if (!fs.existsSync(path)) return undefined;
      const file = readWhole(path, limits.keptStepBytes.value);
      const end = file.indexOf(newline) + 1;
      const body = file.subarray(end);
      if (equal(Buffer.from(file.subarray(0, end)).toString('latin1'), headerOf(mac, step, body))) return body;
      this.notices.push(`What was kept of ${JSON.stringify(step)} is damaged or foreign; it is done again.`);
      return undefined;
    });
  }

  /** As a whole or not at all. Nothing is lost when that fails: the step is done again the next time. */
  write(step: string, body: Uint8Array): void {
    const mac = this.#mac;
    if (mac === undefined || body.length + headerRoom > limits.keptStepBytes.value) return;
    if (this.#bytes + body.length > limits.keptStepsBytes.value) return;
    this.#bytes += body.length;
    this.#guarded(() => {
      const path = this.#pathOf(mac, step);
      const temporary = `${path}.${randomBytes(8).toString('hex')}.tmp`;
      try {
        const descriptor = fs.openSync(temporary, 'wx', 0o600);
        try {
          fs.writeFileSync(descriptor, headerOf(mac, step, body));
          fs.writeFileSync(descriptor, body);
        } finally {
          fs.closeSync(descriptor);
        }
        fs.renameSync(temporary, path);
      } finally {
        fs.rmSync(temporary, { force: true });
      }
    });
  }

  /** Forgets all steps of the subject: the work is done, or begins anew. */
  clear(): void {
    if (this.#mac === undefined) return;
    this.#guarded(() => {
      for (const name of fs.readdirSync(this.#folder))
        if (name.startsWith(this.#prefix)) fs.rmSync(join(this.#folder, name), { force: true });
    });
  }

  #pathOf(mac: LocalMac, step: string): string {
    return join(this.#folder, `${this.#prefix}${mac(`name\0${step}`).slice(0, 32)}.step`);
  }

  #guarded<T>(act: () => T): T | undefined {
    try {
      return act();
    } catch (error) {
      // What the system or the store says; anything else is a bug.
      if (!(error instanceof Error && 'code' in error)) throw error;
      const notice = `Steps are not kept: ${error.message}.`;
      if (!this.notices.includes(notice)) this.notices.push(notice);
      return undefined;
    }
  }
}

function headerOf(mac: LocalMac, step: string, body: Uint8Array): string {
  return `${schema} ${mac(`step\0${step}\0${sha256(body)}`)}\n`;
}

function equal(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

/** Work that nobody came back to, and what a killed writer left. */
function removeOld(folder: string, now: number): void {
  for (const name of fs.readdirSync(folder)) {
    if (!/\.step(\.[0-9a-f]{16}\.tmp)?$/.test(name)) continue;
    const path = join(folder, name);
    const stat = fs.lstatSync(path, { throwIfNoEntry: false });
    if (stat !== undefined && now - stat.mtimeMs > keptMs) fs.rmSync(path, { force: true });
  }
}

const schema = 'assay.kept-step/1';
const headerRoom = 100;
const newline = 10;
const keptMs = 14 * 86_400_000;
