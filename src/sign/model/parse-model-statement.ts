// The signed statement of a model signature. It is parsed after its signature was verified, and still not trusted: a
// signer may err or lie.
import { parseSha256, type Sha256 } from '#core/digest';
import type { JsonNode } from '#core/json/parse-json-tree';
import { quote } from '#core/quote';
import { type JsonObject, listOf, objectOf, parseSignedJson, textOf } from '../json-shape.ts';
import { SignError } from '../sign-error.ts';
import { parseSerialization } from './parse-serialization.ts';
import { assertResourcePath, parseShardName } from './resource-name.ts';
import { nameOf, orderOf, startOf } from './resource-order.ts';
import { rootDigest } from './root-digest.ts';
import {
  digestsPredicateType,
  type ModelSerialization,
  type ModelStatement,
  predicateType,
  type Resource,
  statementType,
} from './signed-model.ts';

/**
 * @param payload - the bytes that were signed
 * @throws {SignError} SIGN_MALFORMED; SIGN_UNSUPPORTED for another type of statement; SIGN_NOTHING without resources;
 *   SIGN_LIMIT
 * @source OMS v1.0 sections 5 and 8.3; the statements of model_signing v0.2.0
 */
export function parseModelStatement(payload: Uint8Array): ModelStatement {
  const statement = objectOf(parseSignedJson(payload, 'the statement'), 'the statement');
  const type = textOf(statement.get('_type'), '_type of the statement');
  if (type !== statementType) throw unsupported('a statement of type', type);
  const predicate = textOf(statement.get('predicateType'), 'predicateType of the statement');
  if (predicate === predicateType) return parseSignature(statement);
  if (predicate === digestsPredicateType) return parseDigests(statement);
  throw unsupported('a predicate of type', predicate);
}

/** OMS v1.0, and model_signing v0.3.1 to v1.0.0, which wrote no `ignore_paths`. */
function parseSignature(statement: JsonObject): ModelStatement {
  const subjects = listOf(statement.get('subject'), 'subject of the statement');
  if (subjects.length !== 1) throw new SignError('SIGN_MALFORMED', `the statement has ${subjects.length} subjects`);
  const subject = objectOf(subjects[0], 'the subject');
  const predicate = objectOf(statement.get('predicate'), 'the predicate', ['serialization', 'resources']);
  const serialization = parseSerialization(predicate.get('serialization'));
  const resources = listOf(predicate.get('resources'), 'resources').map((node) => parseResource(node, serialization));
  assertResources(resources, serialization);
  const root = rootDigest(resources);
  if (root !== sha256Of(subject, 'the subject')) {
    throw new SignError('SIGN_MALFORMED', 'the root digest of the statement is not the one of its resources');
  }
  const name = textOf(subject.get('name'), 'name of the subject');
  return { format: 'v1.0', name, serialization, resources, root, order: orderOf(resources) };
}

/** model_signing v0.2.0: every file is a subject; files, sha256, no links. */
function parseDigests(statement: JsonObject): ModelStatement {
  const resources = listOf(statement.get('subject'), 'subject of the statement').map((node) => {
    const subject = objectOf(node, 'a subject');
    return { path: textOf(subject.get('name'), 'name of a subject'), digest: sha256Of(subject, 'a subject') };
  });
  const serialization: ModelSerialization = { method: 'files', hash: 'sha256', followLinks: false, ignorePaths: [] };
  assertResources(resources, serialization);
  const root = rootDigest(resources);
  return { format: 'v0.1', name: '', serialization, resources, root, order: orderOf(resources) };
}

function sha256Of(subject: JsonObject, where: string): Sha256 {
  const digest = textOf(objectOf(subject.get('digest'), `digest of ${where}`).get('sha256'), `sha256 of ${where}`);
  try {
    return parseSha256(digest);
  } catch {
    throw new SignError('SIGN_MALFORMED', `sha256 of ${where} is not 64 lower-case hexadecimal digits`);
  }
}

/** Members beside these three are allowed and ignored. @source OMS v1.0 section 5.2.1 */
function parseResource(node: JsonNode, { method, hash, shardBytes }: ModelSerialization): Resource {
  const resource = objectOf(node, 'a resource');
  const name = textOf(resource.get('name'), 'name of a resource');
  const digest = textOf(resource.get('digest'), 'digest of a resource');
  const algorithm = textOf(resource.get('algorithm'), 'algorithm of a resource');
  // The Python library writes `sha256-sharded-1000` for shards, against its own specification.
  if (algorithm !== hash && algorithm !== `${hash}-sharded-${shardBytes}`) {
    throw new SignError('SIGN_MALFORMED', `a resource is hashed with ${quote(algorithm)}, the statement says ${hash}`);
  }
  if (!(hash === 'blake2b' ? /^[0-9a-f]{128}$/ : /^[0-9a-f]{64}$/).test(digest)) {
    throw new SignError('SIGN_MALFORMED', `the digest of ${quote(name)} is not lower-case hex of ${hash}`);
  }
  return method === 'files' ? { path: name, digest } : { ...parseShardName(name), digest };
}

function assertResources(resources: readonly Resource[], { shardBytes }: ModelSerialization): void {
  if (resources.length === 0) throw new SignError('SIGN_NOTHING', 'the signature covers no file');
  const names = new Set<string>();
  for (const resource of resources) {
    const name = nameOf(resource);
    if (names.has(name)) throw new SignError('SIGN_MALFORMED', `the signature lists ${quote(name)} twice`);
    names.add(name);
  }
  const paths = new Set(resources.map(({ path }) => path));
  for (const path of paths) if (path !== '.' || paths.size > 1) assertResourcePath(path);
  if (shardBytes !== undefined) assertShards(resources, shardBytes);
}

/** Shards of one file follow each other without gap or overlap, all but the last of full size. */
function assertShards(resources: readonly Resource[], shardBytes: number): void {
  const ends = new Map<string, number>();
  const sorted = [...resources].sort((a, b) => startOf(a) - startOf(b));
  for (const { path, range = { start: 0, end: 0 } } of sorted) {
    const expected = ends.get(path) ?? 0;
    if (range.start !== expected || range.start % shardBytes !== 0 || range.end - range.start > shardBytes) {
      throw new SignError('SIGN_MALFORMED', `the shards of ${quote(path)} do not follow each other`);
    }
    ends.set(path, range.end);
  }
}

function unsupported(what: string, type: string): SignError {
  return new SignError('SIGN_UNSUPPORTED', `the signature is over ${what} ${quote(type)}, not over a model`);
}
