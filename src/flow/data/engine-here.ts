import { AssayError } from '#core/errors';
import { openEngine } from '#jobs/engines/open-engine';
import type { Engine } from '#numeric/engine/engine';

/** Without an engine what needs no network is still looked for, and the rest is said to be open. */
export async function engineIfThere(): Promise<Engine | undefined> {
  try {
    return await openEngine({ threads: 1 });
  } catch (error) {
    if (error instanceof AssayError && error.code === 'NUMERIC_ENGINE_MISSING') return undefined;
    throw error;
  }
}

/** What decides about its numbers, in words; part of what is kept of steps that use it. */
export function engineInWords(engine: Engine | undefined): string {
  return engine === undefined ? 'no engine' : `${engine.name} ${engine.version} ${engine.processor} ${engine.threads}`;
}
