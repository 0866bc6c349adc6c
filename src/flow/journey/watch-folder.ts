// A folder that others put things into: each that has come to rest is admitted, once per state of it. What was admitted before a restart
// is known from the log, so nothing is kept beside it.
import type { Admission } from '#core/admission';
import { AssayError } from '#core/errors';
import { type Dropped, listDropped } from '#store/drop-folder';

export interface WatchOptions {
  readonly admit: (path: string, name: string) => Promise<Admission>;
  /** Nothing may have changed for so long, milliseconds. */
  readonly settleMs: number;
  readonly pauseMs: number;
  /** Ends after everything that lies there now. */
  readonly once: boolean;
  readonly now: () => Date;
  readonly wait: (ms: number) => Promise<void>;
  readonly signal: AbortSignal;
  readonly onResult: (result: WatchedResult) => void;
}

export type WatchedResult =
  | { readonly name: string; readonly admission: Admission }
  /** It could not be taken in; it is tried again when it changes. */
  | { readonly name: string; readonly problem: { readonly code: string; readonly message: string } };

/** @returns when it is told to stop, or with `once` when all is done. @throws {FileError} when the folder cannot be read */
export async function watchFolder(folder: string, options: WatchOptions): Promise<void> {
  const done = new Map<string, string>();
  const { once, settleMs, pauseMs, now, wait, signal, onResult } = options;
  while (!signal.aborted) {
    const dropped = listDropped(folder);
    const fresh = dropped.filter(({ name, state }) => done.get(name) !== state);
    const settled = fresh.filter(({ changedAt }) => now().getTime() - changedAt >= settleMs);
    for (const one of settled) {
      if (signal.aborted) return;
      done.set(one.name, one.state);
      onResult(await admitDropped(one, options));
    }
    if (once && fresh.length === settled.length) return;
    if (settled.length === 0) await wait(pauseMs);
  }
}

async function admitDropped({ name, path, isOther }: Dropped, { admit }: WatchOptions): Promise<WatchedResult> {
  if (isOther) {
    const message = 'it is a link or a device, which nobody can vouch for; nothing was taken in';
    return { name, problem: { code: 'FILE_KIND', message } };
  }
  try {
    return { name, admission: await admit(path, referenceFor(name)) };
  } catch (error) {
    if (error instanceof AssayError) return { name, problem: { code: error.code, message: error.message } };
    throw error;
  }
}

/** What a file is called, as far as a reference may be: `My model (2).onnx` becomes `My-model-2-.onnx`, cut to fit. */
export function referenceFor(name: string): string {
  const plain = name
    .replaceAll(/[^A-Za-z0-9._-]+/g, '-')
    .replaceAll(/\.{2,}/g, '.')
    .slice(0, 100)
    .replaceAll(/^[^A-Za-z0-9]+|[^A-Za-z0-9]+$/g, '');
  return /^(?:[0-9a-f]{8,64})?$/.test(plain) ? `drop-${plain === '' ? 'unnamed' : plain}` : plain;
}
