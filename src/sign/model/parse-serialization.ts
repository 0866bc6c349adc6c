// How the signer says that the files became digests.
import type { JsonNode } from '#core/json/parse-json-tree';
import { quote } from '#core/quote';
import { listOf, objectOf, textOf } from '../json-shape.ts';
import { SignError } from '../sign-error.ts';
import { type ModelHash, type ModelSerialization, modelHashes } from './signed-model.ts';

/**
 * @throws {SignError} SIGN_MALFORMED; SIGN_UNSUPPORTED for a method or hash that OMS v1.0 does not have
 * @source OMS v1.0 section 5.2.2; `shard_size` is required with shards and forbidden otherwise
 */
export function parseSerialization(node: JsonNode | undefined): ModelSerialization {
  const members = ['method', 'hash_type', 'allow_symlinks', 'shard_size', 'ignore_paths'];
  const serialization = objectOf(node, 'serialization', members);
  const method = textOf(serialization.get('method'), 'method of serialization');
  if (method !== 'files' && method !== 'shards') throw unsupported('method', method);
  const followLinks = serialization.get('allow_symlinks');
  if (typeof followLinks !== 'boolean') {
    throw new SignError('SIGN_MALFORMED', 'allow_symlinks of serialization is not true or false');
  }
  const ignored = serialization.get('ignore_paths');
  const list = ignored === undefined || ignored === null ? [] : listOf(ignored, 'ignore_paths of serialization');
  const shardBytes = parseShardSize(serialization.get('shard_size'), method);
  return {
    method,
    hash: parseHash(textOf(serialization.get('hash_type'), 'hash_type of serialization')),
    followLinks,
    ignorePaths: list.map((path) => textOf(path, 'a path of ignore_paths')),
    ...(shardBytes === undefined ? {} : { shardBytes }),
  };
}

function parseHash(text: string): ModelHash {
  // `blake2` is what older versions of the Python library call BLAKE2b.
  const hash = modelHashes.find((name) => name === text || (name === 'blake2b' && text === 'blake2'));
  if (hash === undefined) throw unsupported('hash', text);
  return hash;
}

function parseShardSize(node: JsonNode | undefined, method: 'files' | 'shards'): number | undefined {
  if (method === 'files') {
    if (node === undefined) return undefined;
    throw new SignError('SIGN_MALFORMED', 'shard_size stands in a serialization without shards');
  }
  if (typeof node === 'number' && Number.isSafeInteger(node) && node > 0) return node;
  throw new SignError('SIGN_MALFORMED', 'shard_size of serialization is not a whole number of bytes');
}

function unsupported(what: string, value: string): SignError {
  return new SignError(
    'SIGN_UNSUPPORTED',
    `the model is serialized with ${what} ${quote(value)}, which is unknown here`,
  );
}
