// What an asset was made of, what was made of it, and whom it concerns when something turns out to be bad.
import { parseSha256, type Sha256 } from '#core/digest';
import { AssayError } from '#core/errors';
import { findAsset } from '#database/find-asset';
import { type Impact, type ImpactSubject, impact } from '#database/impact';
import { lineage } from '#database/lineage';
import type { Direction, LineageGraph } from '#database/lineage-graph';
import { listKeys } from '#database/list-keys';
import { resolveAsset } from './assets/resolve-asset.ts';
import { type Knowledge, withKnowledge } from './source-of-knowledge.ts';
import { parseAssetWord } from './workspace/references.ts';
import type { Workspace } from './workspace/workspace.ts';

export interface LineageReport extends Omit<LineageGraph, 'steps'> {
  readonly schema: 'assay.lineage/1';
  readonly asset: string;
  readonly steps: Knowledge['steps'];
  readonly knowledge: Pick<Knowledge, 'counts' | 'contradictions'>;
}

export interface ImpactReport extends Impact {
  readonly schema: 'assay.impact/1';
  readonly what: string;
}

/** @throws {AssayError} ASSET_UNKNOWN, ASSET_AMBIGUOUS, USAGE */
export async function lineageOf(workspace: Workspace, word: string, direction: Direction): Promise<LineageReport> {
  const index = await workspace.index();
  const { id, label } = await digestOf(workspace, word);
  const graph = await lineage(index, id, direction);
  const { steps, counts, contradictions } = withKnowledge(graph.steps);
  return { schema: 'assay.lineage/1', asset: label, ...graph, steps, knowledge: { counts, contradictions } };
}

/**
 * @param word - a digest, a version of a reference, a key id, or what a supplier, host, labeller or asset is called
 * @throws {AssayError} ASSET_UNKNOWN when nothing of that name or digest is recorded
 */
export async function impactOf(workspace: Workspace, word: string): Promise<ImpactReport> {
  const index = await workspace.index();
  const found = await impact(index, await subjectOf(workspace, word));
  if (found.descent.nodes.length === 0 && found.weakened.statements.length === 0) {
    throw new AssayError('ASSET_UNKNOWN', `nothing that is recorded is, or names, ${JSON.stringify(word)}`, {
      value: word,
    });
  }
  return { schema: 'assay.impact/1', what: word, ...found };
}

/** A digest that is no asset may be a file, a tool or a statement. */
async function digestOf(workspace: Workspace, word: string): Promise<{ readonly id: Sha256; readonly label: string }> {
  const text = word.startsWith('sha256:') ? word.slice(7) : word;
  try {
    return await resolveAsset(await workspace.index(), word);
  } catch (error) {
    const isUnknown = error instanceof AssayError && error.code === 'ASSET_UNKNOWN';
    if (!isUnknown || !/^[0-9a-f]{64}$/.test(text)) throw error;
    return { id: parseSha256(text), label: text.slice(0, 12) };
  }
}

async function subjectOf(workspace: Workspace, word: string): Promise<ImpactSubject> {
  const index = await workspace.index();
  const text = word.startsWith('sha256:') ? word.slice(7) : word;
  if (/^[0-9a-f]{64}$/.test(text)) {
    const id = parseSha256(text);
    const keys = await listKeys(index);
    return keys.some((key) => key.id === id) ? { kind: 'key', key: id } : { kind: 'digest', digest: id };
  }
  if (/^[0-9a-f]{8,63}$/.test(text)) return { kind: 'digest', digest: (await findAsset(index, text)).id };
  const isVersion = /@[1-9][0-9]*$/.test(word);
  if (!isVersion) return { kind: 'name', name: word };
  parseAssetWord(word);
  return { kind: 'digest', digest: (await resolveAsset(index, word)).id };
}
