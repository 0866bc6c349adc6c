// cyclonedx: a bill of materials in CycloneDX. The document is the body; its own schema is not repeated here.
import type { Json } from '#core/canonical-json';
import type { Predicate } from './predicate.ts';
import { jsonObject } from './resource-descriptor.ts';

export const predicate: Predicate<Readonly<Record<string, Json>>> = {
  kind: 'cyclonedx',
  type: 'https://cyclonedx.org/bom',
  meaning: 'This bill of materials in CycloneDX lists what the subject is made of.',
  subject: 'what the bill of materials is about',
  schema: jsonObject,
  example: { bomFormat: 'CycloneDX', specVersion: '1.6', version: 1, components: [] },
  timeToLiveDays: null,
  invalidatedBy: ['another digest of the subject'],
};
