// spdx-2: a bill of materials in SPDX 2.3. The document is the body; its own schema is not repeated here.
import type { Json } from '#core/canonical-json';
import type { Predicate } from './predicate.ts';
import { jsonObject } from './resource-descriptor.ts';

export const predicate: Predicate<Readonly<Record<string, Json>>> = {
  kind: 'spdx-2',
  type: 'https://spdx.dev/Document/v2.3',
  meaning: 'This bill of materials in SPDX 2.3 lists what the subject is made of.',
  subject: 'what the bill of materials is about',
  schema: jsonObject,
  example: { spdxVersion: 'SPDX-2.3', SPDXID: 'SPDXRef-DOCUMENT', name: 'reviews' },
  timeToLiveDays: null,
  invalidatedBy: ['another digest of the subject'],
};
