// tool-access: a tool that is used while an AI system is made, and what it may touch.
import { z } from 'zod';
import type { Sha256 } from '#core/digest';
import { exampleDigest } from './example-digest.ts';
import { digest, name, reason, time } from './fields.ts';
import { materialOf } from './named-digest.ts';
import { ownType, type Predicate } from './predicate.ts';

export const toolForms = [
  'program',
  'library',
  'editor-plugin',
  'browser-extension',
  'assistant',
  'skill',
  'mcp-server',
  'external-agent',
  'service',
] as const;
export type ToolForm = (typeof toolForms)[number];

export interface ToolAccess {
  readonly tool: Sha256;
  readonly name: string;
  readonly form: ToolForm;
  readonly version?: string;
  /** Where it runs: machines or zones. */
  readonly runsOn: readonly string[];
  /** Assets, zones or kinds of assets that it may read or change; `*` is everything. */
  readonly reads: readonly string[];
  readonly writes: readonly string[];
  /** Hosts that it talks to; `*` is any. */
  readonly network: readonly string[];
  /** Whether it changes itself; what nobody said is unknown. */
  readonly updates: 'pinned' | 'automatic' | 'unknown';
  /** What it says about itself: descriptions of its abilities, by digest, so that a change is seen. */
  readonly abilities: readonly { readonly name: string; readonly description: Sha256 }[];
  /** Statement by somebody who has looked at it. */
  readonly assessment?: Sha256;
  readonly why: string;
  /** The same said again, later, is another statement. */
  readonly recordedAt?: string;
}

export const predicate: Predicate<ToolAccess> = {
  kind: 'tool-access',
  type: ownType('tool-access'),
  meaning: 'This tool is used here, and this is what it may read, change and talk to.',
  subject: 'the asset id of the tool',
  schema: z.strictObject({
    tool: digest,
    name,
    form: z.enum(toolForms),
    version: name.exactOptional(),
    runsOn: z.array(name),
    reads: z.array(name),
    writes: z.array(name),
    network: z.array(name),
    updates: z.enum(['pinned', 'automatic', 'unknown']),
    abilities: z.array(z.strictObject({ name, description: digest })),
    assessment: digest.exactOptional(),
    why: reason,
    recordedAt: time.exactOptional(),
  }),
  example: {
    tool: exampleDigest('a'),
    name: 'label-helper',
    form: 'mcp-server',
    version: '1.4.0',
    runsOn: ['data-engineering'],
    reads: ['dataset'],
    writes: [],
    network: ['api.labels.example'],
    updates: 'pinned',
    abilities: [{ name: 'suggest_label', description: exampleDigest('b') }],
    why: 'suggests labels to reviewers',
  },
  timeToLiveDays: 365,
  invalidatedBy: ['a later statement about the same tool', 'another version of the tool'],
  materials: ({ assessment }) => materialOf('rests-on', assessment),
  subjects: ({ tool }) => [tool],
};
