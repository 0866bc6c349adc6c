// OCSF: every record against a schema of the classes, written from https://schema.ocsf.io/1.3.0 (what is required, types, ids), and golden lines.
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import { auditEvents } from '#testkit/audit/audit-events';
import { ocsfEvent, recordFormat } from './ocsf.ts';

const source = { origin: 'example.org/assay', version: '1.2.3' };
const text = { type: 'string', minLength: 1 };
const user = { type: 'object', required: ['name'], properties: { name: text, uid: text }, additionalProperties: false };
const endpoint = {
  type: 'object',
  minProperties: 1,
  properties: { name: text, svc_name: text },
  additionalProperties: false,
};
const base = {
  category_uid: { enum: [2, 3, 6] },
  class_uid: { type: 'integer' },
  activity_id: { type: 'integer', minimum: 0 },
  activity_name: text,
  type_uid: { type: 'integer' },
  time: { type: 'integer', minimum: 0 },
  severity_id: { enum: [0, 1, 2, 3, 4, 5, 6, 99] },
  status_id: { enum: [0, 1, 2, 99] },
  status: text,
  status_detail: text,
  message: text,
  metadata: {
    type: 'object',
    required: ['version', 'product'],
    properties: {
      version: { const: '1.3.0' },
      product: {
        type: 'object',
        required: ['vendor_name'],
        properties: { name: text, vendor_name: text, version: text },
        additionalProperties: false,
      },
      uid: text,
      event_code: text,
      log_name: text,
      original_time: text,
      sequence: { type: 'integer', minimum: 0 },
    },
    additionalProperties: false,
  },
  actor: {
    type: 'object',
    minProperties: 1,
    properties: {
      user,
      app_name: text,
      authorizations: {
        type: 'array',
        items: {
          type: 'object',
          properties: { decision: text, policy: { type: 'object', properties: { name: text } } },
          additionalProperties: false,
        },
      },
    },
    additionalProperties: false,
  },
  src_endpoint: endpoint,
  resources: {
    type: 'array',
    items: {
      type: 'object',
      properties: { uid: text, name: text, type: text, group: { type: 'object', required: ['name'] } },
      additionalProperties: false,
    },
  },
  unmapped: { type: 'object' },
};
const required = ['activity_id', 'category_uid', 'class_uid', 'metadata', 'severity_id', 'time', 'type_uid'];
const entity = {
  type: 'object',
  minProperties: 1,
  properties: { name: text, uid: text, type: text },
  additionalProperties: false,
};
const api = {
  type: 'object',
  required: ['operation'],
  properties: { operation: text, service: { type: 'object' }, request: { type: 'object', required: ['uid'] } },
  additionalProperties: false,
};
const finding = {
  type: 'object',
  required: ['title', 'uid'],
  properties: {
    uid: text,
    title: text,
    desc: text,
    created_time: { type: 'integer' },
    analytic: { type: 'object', required: ['type_id'], properties: { name: text, type_id: { const: 1 } } },
  },
  additionalProperties: false,
};
/** Class -> category, ids of its activities, what it wants and may have beside the base event. */
const classes: Readonly<
  Record<number, { category: number; activities: readonly number[]; required: readonly string[]; properties: object }>
> = {
  2004: { category: 2, activities: [1, 2, 3], required: ['finding_info'], properties: { finding_info: finding } },
  3001: { category: 3, activities: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 99], required: ['user'], properties: { user } },
  3004: { category: 3, activities: [1, 2, 3, 4], required: ['entity'], properties: { entity, comment: text } },
  3005: {
    category: 3,
    activities: [1, 2],
    required: ['privileges', 'user'],
    properties: { user, privileges: { type: 'array', items: text, minItems: 1 } },
  },
  6003: { category: 6, activities: [1, 2, 3, 4, 99], required: ['actor', 'api', 'src_endpoint'], properties: { api } },
};

test.each(auditEvents.map((event) => [event.logIndex, event] as const))('record %i follows its class', (_, event) => {
  expectClass(ocsfEvent(event, source));
});

function expectClass(record: Readonly<Record<string, unknown>>): void {
  const { class_uid: number, activity_id: activity, activity_name: name } = record;
  const told = classes[Number(number)];
  expect(told, String(number)).toBeDefined();
  if (told === undefined) return;
  const schema = {
    type: 'object',
    required: [...required, ...told.required],
    properties: { ...base, ...told.properties },
    additionalProperties: false,
  };
  const validate = new Ajv({ strict: false }).compile(schema);
  expect(validate(record), JSON.stringify(validate.errors)).toBe(true);
  expect([record.category_uid, record.type_uid]).toEqual([told.category, Number(number) * 100 + Number(activity)]);
  expect(told.activities).toContain(activity);
  expect(name !== undefined).toBe(activity === 99);
}

test('each line holds its number, and the classes are all used', () => {
  const records = auditEvents.map((event) => JSON.parse(recordFormat.event(event, source)));
  expect(records.map(({ metadata }) => metadata.sequence)).toEqual(auditEvents.map(({ logIndex }) => logIndex));
  expect(records.map(({ unmapped }) => unmapped.assay)).toEqual(
    auditEvents.map((event) => JSON.parse(JSON.stringify(event))),
  );
  expect([...new Set(records.map(({ class_uid }) => String(class_uid)))].toSorted()).toEqual(Object.keys(classes));
});

const tree = {
  origin: source.origin,
  from: 0,
  size: 15,
  root: 'ab'.repeat(32),
  at: '2026-03-29T01:30:00.000Z',
  checkpoint: 'a\n15\nx\n\n— a sig\n',
  consistency: ['cd'.repeat(32)],
};

test('golden lines', async () => {
  const lines = [...auditEvents.map((event) => recordFormat.event(event, source)), recordFormat.tree(tree, source)];
  expectClass(JSON.parse(recordFormat.tree(tree, source)));
  await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot(
    join(import.meta.dirname, '../../../tests/exports/audit/ocsf.ndjson'),
  );
});
