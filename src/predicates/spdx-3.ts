// spdx-3: a bill of materials in SPDX 3. The document is the body; its own schema is not repeated here.
import type { Json } from '#core/canonical-json';
import type { Predicate } from './predicate.ts';
import { jsonObject } from './resource-descriptor.ts';

export const predicate: Predicate<Readonly<Record<string, Json>>> = {
  kind: 'spdx-3',
  type: 'https://spdx.dev/Document/v3',
  meaning: 'This bill of materials in SPDX 3 lists what the subject is made of.',
  subject: 'what the bill of materials is about',
  schema: jsonObject,
  example: { '@context': 'https://spdx.org/rdf/3.0.1/spdx-context.jsonld', '@graph': [] },
  timeToLiveDays: null,
  invalidatedBy: ['another digest of the subject'],
};
