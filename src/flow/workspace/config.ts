// `.assay/config.json`: what a workspace is made of. Nothing secret stands in it, and nothing that decides whom to trust except
// the id of the root key, which `--root-key` on the command line overrides.
import { join } from 'node:path';
import { AssayError } from '#core/errors';
import { parseStrictJson } from '#core/json/parse-strict-json';

export interface WorkspaceConfig {
  readonly schema: 'assay.workspace/1';
  readonly name: string;
  /** Origin of the log. */
  readonly origin: string;
  /** Id of the key that signed the first statement, hex. */
  readonly rootKey: string;
  /** Private key that signs, below `.assay`; its public half is beside it. */
  readonly signingKey: string;
  readonly store: { readonly kind: 'folder' } | S3Place;
  readonly index: { readonly kind: 'sqlite' } | { readonly kind: 'postgresql'; readonly url: string };
  /** How often everything is to be verified. */
  readonly audit: { readonly everyDays: number };
}

/** Credentials come from the environment, never from a file that may be shared. */
export interface S3Place {
  readonly kind: 's3';
  readonly endpoint: string;
  readonly bucket: string;
  readonly region: string;
  readonly prefix: string;
}

interface OpenedFolder {
  /** `.assay` */
  readonly folder: string;
  readonly config: WorkspaceConfig;
}

/** Where the private key lies that signs; its public half is beside it, with `.pub`. */
export function signingKeyPath({ folder, config }: OpenedFolder): string {
  return join(folder, config.signingKey);
}

export function configPath({ folder }: Pick<OpenedFolder, 'folder'>): string {
  return join(folder, 'config.json');
}

/** Where the keys lie that sign, or have signed. */
export function keyFolder({ folder }: Pick<OpenedFolder, 'folder'>): string {
  return join(folder, 'keys');
}

/** Indented, for people. */
export function encodeConfig(config: WorkspaceConfig): string {
  return `${JSON.stringify(config, undefined, 2)}\n`;
}

/** @throws {AssayError} WORKSPACE_CONFIG with what is wrong and where */
export async function parseConfig(bytes: Uint8Array): Promise<WorkspaceConfig> {
  assertOneReading(bytes);
  const { z } = await import('zod');
  const index = z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('sqlite') }),
    z.strictObject({ kind: z.literal('postgresql'), url: z.string() }),
  ]);
  const store = z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('folder') }),
    z.strictObject({
      kind: z.literal('s3'),
      endpoint: z.url(),
      bucket: z.string().min(1),
      region: z.string().min(1),
      prefix: z.string(),
    }),
  ]);
  const schema = z.strictObject({
    schema: z.literal('assay.workspace/1'),
    name: z.string().min(1),
    origin: z.string().min(1),
    rootKey: z.string().regex(/^[0-9a-f]{64}$/),
    signingKey: z.string().regex(/^keys\/[a-z0-9-]+$/),
    store,
    index,
    audit: z.strictObject({ everyDays: z.int().min(1).max(3650) }),
  });
  const result = schema.safeParse(JSON.parse(Buffer.from(bytes).toString('utf8')));
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw malformed(`${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not as it should be'}`);
}

/** Two readers of a duplicate name may take different values. */
function assertOneReading(bytes: Uint8Array): void {
  try {
    parseStrictJson(bytes, { maxBytes: maxConfigBytes, maxDepth: 8 });
  } catch (error) {
    if (!(error instanceof AssayError)) throw error;
    throw malformed(error.message);
  }
}

function malformed(reason: string): AssayError {
  return new AssayError('WORKSPACE_CONFIG', `.assay/config.json cannot be used: ${reason}`);
}

/** What people write by hand is shorter. */
export const maxConfigBytes = 65_536;
