// `assay tool register`: a tool that is used while models are made, and what it may touch. What it tells models about its abilities is kept
// by digest, so that a description that changes later is seen.
import { isMembers, type JsonMembers, plainJson } from '#attest/canonical-value';
import type { Json } from '#core/canonical-json';
import { canonicalJson } from '#core/canonical-json';
import { type Sha256, sha256 } from '#core/digest';
import { AssayError } from '#core/errors';
import { parseStrictJson } from '#core/json/parse-strict-json';
import * as limits from '#core/limits';
import { quote } from '#core/quote';
import { type ToolAccess, type ToolForm, predicate as toolAccess } from '#predicates/tool-access';
import { readWhole } from '#store/read-whole';
import { allowedAsset } from '../access/allowed-asset.ts';
import { emptyPolicy } from '../policy.ts';
import { scan } from '../scan.ts';
import { countingAbout } from '../suppliers/counting-statements.ts';
import { recordOne } from '../suppliers/record-one.ts';
import type { Workspace } from '../workspace/workspace.ts';

export interface ToolWords {
  /** Asset that it is recorded as. */
  readonly asset: string;
  readonly form: ToolForm;
  readonly version?: string;
  readonly runsOn: readonly string[];
  readonly reads: readonly string[];
  readonly writes: readonly string[];
  readonly network: readonly string[];
  readonly updates: ToolAccess['updates'];
  /** File in which a server or skill tells models what it can do: the answer of `tools/list`, a manifest, or `SKILL.md`. */
  readonly manifest?: string;
  /** Evidence id of a statement by somebody who looked at it. */
  readonly assessment?: Sha256;
  readonly why: string;
  readonly tool: { readonly version: string; readonly ruleset: string };
}

export interface RegisteredTool {
  readonly schema: 'assay.tool-register/1';
  readonly tool: string;
  readonly asset: Sha256;
  readonly statement: Sha256;
  readonly flags: readonly string[];
  /** Abilities whose description is another than in the record before. */
  readonly changed: readonly string[];
  /** What the scan of the manifest found. */
  readonly findings: readonly { readonly check: string; readonly severity: string; readonly message: string }[];
}

/** @throws {AssayError} ASSET_UNKNOWN, ACCESS_DENIED, INTAKE_CLAIMS for a manifest that cannot be read */
export async function registerTool(
  workspace: Workspace,
  { tool: release, ...words }: ToolWords,
): Promise<RegisteredTool> {
  const { id: tool, label } = await allowedAsset(workspace, words.asset, 'see');
  const before = (await countingAbout(workspace, tool, toolAccess)).at(-1)?.statement.body;
  const abilities = words.manifest === undefined ? (before?.abilities ?? []) : abilitiesIn(words.manifest);
  const { version, assessment } = words;
  const body: ToolAccess = {
    tool,
    name: label.replace(/@\d+$/, ''),
    form: words.form,
    ...(version === undefined ? {} : { version }),
    runsOn: words.runsOn,
    reads: words.reads,
    writes: words.writes,
    network: words.network,
    updates: words.updates,
    abilities,
    ...(assessment === undefined ? {} : { assessment }),
    why: words.why,
    recordedAt: workspace.now().toISOString(),
  };
  const { evidence } = await recordOne(
    workspace,
    { predicate: toolAccess, subjects: [{ sha256: tool, name: label }], body },
    'the tool',
  );
  return {
    schema: 'assay.tool-register/1',
    tool: label,
    asset: tool,
    statement: evidence,
    flags: toolFlags(body),
    changed: changedAbilities(before, body),
    findings: words.manifest === undefined ? [] : await findingsIn(words.manifest, release),
  };
}

/** What somebody has to look at, in words. */
export function toolFlags(body: ToolAccess): readonly string[] {
  const touches = [...body.reads, ...body.writes].length > 0;
  return [
    ...(touches && body.assessment === undefined ? ['it may touch assets, and nobody has assessed it'] : []),
    ...(body.updates === 'automatic' ? ['it updates itself: what was looked at is not what will run'] : []),
    ...(body.updates === 'unknown' ? ['nobody said whether it updates itself'] : []),
    ...(body.reads.length > 0 && body.network.length > 0
      ? [`it reads assets and talks to ${body.network.join(', ')}: it could carry them out`]
      : []),
    ...(body.writes.includes('*') ? ['it may change everything'] : []),
  ];
}

/** A server that tells models something else than it told those who looked at it. */
export function changedAbilities(before: ToolAccess | undefined, now: ToolAccess): readonly string[] {
  if (before === undefined) return [];
  const known = new Map(before.abilities.map(({ name, description }) => [name, description]));
  return now.abilities
    .filter(({ name, description }) => known.has(name) && known.get(name) !== description)
    .map(({ name }) => name)
    .concat(now.abilities.filter(({ name }) => known.size > 0 && !known.has(name)).map(({ name }) => `${name} (new)`));
}

/** @source Model Context Protocol, `tools/list`: everything a model is told of an ability is part of its description */
function abilitiesIn(path: string): ToolAccess['abilities'] {
  const bytes = readWhole(path, limits.claimBytes.value);
  if (!/\.json$/i.test(path)) {
    const name = path.slice(path.lastIndexOf('/') + 1);
    return [{ name, description: sha256(bytes) }];
  }
  const listed = toolsOf(jsonOf(bytes, path));
  if (listed.length === 0) throw new AssayError('INTAKE_CLAIMS', `${quote(path)} lists no abilities`, { path });
  return listed.map((one) => {
    const { name, ...rest } = one;
    return {
      name: (typeof name === 'string' ? name : 'without a name').slice(0, 4096),
      description: sha256(Buffer.from(canonicalJson(rest))),
    };
  });
}

function toolsOf(document: Json): readonly JsonMembers[] {
  if (Array.isArray(document)) return document.filter(isMembers);
  if (!isMembers(document)) return [];
  const result = isMembers(document.result) ? document.result : document;
  const lists = [result.tools, result.prompts, result.resources, result.skills].flatMap((one) =>
    Array.isArray(one) ? one : [],
  );
  return lists.filter(isMembers);
}

function jsonOf(bytes: Uint8Array, path: string): Json {
  try {
    return plainJson(
      parseStrictJson(bytes, { maxBytes: limits.claimBytes.value, maxDepth: limits.signatureDepth.value }),
    );
  } catch (error) {
    if (error instanceof AssayError)
      throw new AssayError('INTAKE_CLAIMS', `${quote(path)} cannot be read: ${error.message}`, { path, cause: error });
    throw error;
  }
}

async function findingsIn(path: string, { version, ruleset }: ToolWords['tool']): Promise<RegisteredTool['findings']> {
  const { files } = await scan([path], { policy: emptyPolicy, version, ruleset });
  return files.flatMap(({ findings }) =>
    findings.map(({ check, severity, message }) => ({ check, severity, message })),
  );
}
