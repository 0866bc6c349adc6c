// Which digests of a signed model may be taken without reading the files again.
import type { ModelSerialization } from '#sign/model/signed-model';
import type { VerifiedModel } from '#sign/model/verify-model-bundle';
import type { ModelListing } from '#store/list-model';
import { StatCache } from '#store/tree/stat-cache';
import type { HashMemory } from './hash-files.ts';

/**
 * Ready to be spread into the options of hashing; empty when there is nothing to take digests from, or to remember.
 * @param model - its digests are the only ones that may be taken; those of another hash, or of shards, may not
 * @param cacheFolder - where it is remembered what files looked like
 * @param begun - before the model was listed
 */
export function rememberModel(
  model: VerifiedModel | undefined,
  { root, isFolder, files }: ModelListing,
  { hash, shardBytes }: Pick<ModelSerialization, 'hash' | 'shardBytes'>,
  cacheFolder: string | undefined,
  begun: Date | undefined,
): { readonly memory?: HashMemory } {
  if (model === undefined || cacheFolder === undefined || begun === undefined || shardBytes !== undefined) return {};
  const { serialization, resources } = model.statement;
  const usable = serialization.method === 'files' && serialization.hash === hash ? resources : [];
  // The Python tool calls a model that is one file `.`.
  const nameOf = (path: string): string => (path === '.' && !isFolder ? (files[0]?.name ?? path) : path);
  const verified = new Map(usable.map(({ path, digest }) => [nameOf(path), digest]));
  return { memory: { cache: new StatCache({ folder: cacheFolder, subject: `model ${hash}`, root, begun }), verified } };
}
