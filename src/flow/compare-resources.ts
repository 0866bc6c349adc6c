// What was signed beside what is on the disk, file by file.
import { stateOfProblem } from '#core/compare-tree';
import type { FileError } from '#core/errors';
import type { VerifiedEntry } from '#core/model-verification';
import type { ModelStatement, Resource } from '#sign/model/signed-model';
import type { ModelListing } from '#store/list-model';
import type { HashedModel } from './hash-model.ts';

/** One entry per file that is signed or found, in the order of the statement, then what was added. */
export function compareResources(
  { resources }: ModelStatement,
  listing: ModelListing,
  { resources: found, problems }: HashedModel,
): readonly VerifiedEntry[] {
  const signed = groupByPath(resources.map((resource) => asNamedHere(resource, listing)));
  const onDisk = groupByPath(found);
  const failed = new Map([...listing.problems, ...problems].map((problem) => [problem.fields.path ?? '', problem]));
  const entries: VerifiedEntry[] = [];
  for (const [path, parts] of signed) entries.push(compare(path, parts, onDisk.get(path), failed.get(path)));
  for (const [path, parts] of onDisk) if (!signed.has(path)) entries.push(added(path, parts));
  for (const [path, problem] of failed)
    if (!signed.has(path) && !onDisk.has(path)) entries.push(strange(path, problem));
  return entries;
}

/** The Python tool calls a model that is one file `.`; then it may have any name here. */
function asNamedHere(resource: Resource, { isFolder, files }: ModelListing): Resource {
  const [file] = files;
  return resource.path === '.' && !isFolder && file !== undefined ? { ...resource, path: file.name } : resource;
}

function groupByPath(resources: readonly Resource[]): ReadonlyMap<string, readonly Resource[]> {
  const groups = new Map<string, Resource[]>();
  for (const resource of resources) {
    const group = groups.get(resource.path);
    if (group === undefined) groups.set(resource.path, [resource]);
    else group.push(resource);
  }
  return groups;
}

function compare(
  path: string,
  signed: readonly Resource[],
  found: readonly Resource[] | undefined,
  problem: FileError | undefined,
): VerifiedEntry {
  const [first] = signed;
  const digest = first === undefined || first.range !== undefined ? {} : { signed: first.digest };
  if (problem !== undefined)
    return { path, ...digest, state: stateOfProblem(problem.code, 'changed'), reason: problem.message };
  if (found === undefined) return { path, state: 'missing', ...digest };
  if (first?.range !== undefined) return compareShards(path, signed, found);
  const [file] = found;
  const here = file === undefined ? {} : { found: file.digest };
  return { path, state: file?.digest === first?.digest ? 'match' : 'changed', ...digest, ...here };
}

function compareShards(path: string, signed: readonly Resource[], found: readonly Resource[]): VerifiedEntry {
  const rangeOf = ({ range }: Resource): string => `${range?.start}:${range?.end}`;
  const digests = new Map(found.map((shard) => [rangeOf(shard), shard.digest]));
  const known = new Set(signed.map(rangeOf));
  const ranges = [
    ...signed.filter((shard) => digests.get(rangeOf(shard)) !== shard.digest).map(rangeOf),
    ...found.map(rangeOf).filter((range) => !known.has(range)),
  ];
  return ranges.length === 0 ? { path, state: 'match' } : { path, state: 'changed', ranges };
}

function added(path: string, [first]: readonly Resource[]): VerifiedEntry {
  return { path, state: 'added', ...(first === undefined || first.range ? {} : { found: first.digest }) };
}

function strange(path: string, problem: FileError): VerifiedEntry {
  return { path, state: stateOfProblem(problem.code, 'added'), reason: problem.message };
}
