// edit: somebody was allowed to change an asset and did. What differs without such a statement nobody can explain.
import { z } from 'zod';
import type { Sha256 } from '#core/digest';
import { exampleDigest } from './example-digest.ts';
import { count, digest, name, reason } from './fields.ts';
import { ownType, type Predicate } from './predicate.ts';

export interface Edit {
  readonly from: Sha256;
  readonly to: Sha256;
  readonly why: string;
  /** Who changed it. */
  readonly editor: string;
  /** Ticket, commit or grant it belongs to. */
  readonly reference?: string;
  readonly changes: { readonly changed: number; readonly added: number; readonly removed: number };
  /** Paths that differ, as far as they are listed. */
  readonly paths: readonly string[];
  readonly pathsLeftOut: number;
}

export const predicate: Predicate<Edit> = {
  kind: 'edit',
  type: ownType('edit'),
  meaning: 'The asset was changed on purpose, by somebody who may do so, for this reason.',
  subject: 'the asset id after the change',
  schema: z
    .strictObject({
      from: digest,
      to: digest,
      why: reason,
      editor: name,
      reference: name.exactOptional(),
      changes: z.strictObject({ changed: count, added: count, removed: count }),
      paths: z.array(name),
      pathsLeftOut: count,
    })
    .refine(({ from, to }) => from !== to, { error: 'nothing changed', path: ['to'] }),
  example: {
    from: exampleDigest('a'),
    to: exampleDigest('b'),
    why: 'two reviews were withdrawn by their authors',
    editor: 'mira@example.org',
    reference: 'DATA-118',
    changes: { changed: 1, added: 0, removed: 0 },
    paths: ['reviews.csv'],
    pathsLeftOut: 0,
  },
  timeToLiveDays: null,
  invalidatedBy: [],
  materials: ({ from }) => [{ role: 'previous-version', sha256: from }],
  parties: ({ editor }) => [{ role: 'editor', id: editor }],
  subjects: ({ to }) => [to],
};
