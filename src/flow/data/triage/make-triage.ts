// Writes a queue, and its seal, as files.
import type { DataSet } from '#core/dataset/data-set';
import { AssayError } from '#core/errors';
import * as limits from '#core/limits';
import { writeNewTree } from '#store/new-tree';
import { readDocument } from '../read-document.ts';
import { decisionsPath, sealPath } from './open-triage.ts';
import { type StartedTriage, type StartOptions, startTriage } from './start-triage.ts';
import { scanSchema } from './triage-schema.ts';

/**
 * @param report - of assay data scan, JSON
 * @param queue - where the queue is to be; nothing stands there, nor do decisions of another one
 * @throws {FileError} @throws {AssayError} DATA_DOCUMENT, DATA_CHANGED, USAGE, ASSET_TARGET
 */
export async function makeTriage(
  set: DataSet,
  report: string,
  queue: string,
  options: StartOptions,
): Promise<StartedTriage> {
  const what = 'a report of assay data scan';
  const { document: scan, digest } = readDocument(report, what, await scanSchema(), limits.triageBytes);
  const started = await startTriage(set, scan, digest, options);
  const { triage, seal } = started;
  if (triage.items.length === 0)
    throw new AssayError('USAGE', 'nothing is flagged and nothing was drawn: there is nothing to decide');
  // The seal first: a queue without it could never be reported on.
  if (seal !== undefined) await writeJson(sealPath(queue), seal, ownerOnly);
  await writeNewTree(decisionsPath(queue), async (tree) => tree.file('').finish());
  await writeJson(queue, triage);
  return started;
}

/** Who reviews must not read which rows were seeded. */
const ownerOnly = 0o600;

async function writeJson(path: string, document: object, mode?: number): Promise<void> {
  await writeNewTree(path, async (tree) => {
    const file = tree.file('', mode);
    file.write(new TextEncoder().encode(`${JSON.stringify(document)}\n`));
    file.finish();
  });
}
