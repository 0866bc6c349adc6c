// Open Cybersecurity Schema Framework, JSON. Accesses and statements are API Activity (6003), accounts and tokens Account Change (3001),
// grants User Access Management (3005), rules and keys Entity Management (3004), anomalies Detection Finding (2004).
// @source https://schema.ocsf.io/1.3.0: base event, and the classes by these numbers
import type { AuditEvent } from '#core/audit/audit-event';
import type { Severity } from '#core/finding';
import type { ExportedTree, RecordFormat, RecordSource } from './audit-record.ts';
import { type OcsfClass, ocsfClassOf } from './ocsf-class.ts';
import { oneLineJson } from './one-line-json.ts';
import { jsonMembers, readRecord } from './read-record.ts';

export const recordFormat: RecordFormat = {
  id: 'ocsf',
  event: (event, source) => oneLineJson(ocsfEvent(event, source)),
  tree: (tree, source) => oneLineJson(ocsfTree(tree, source)),
  read: (line) => {
    const unmapped = jsonMembers(line)?.['unmapped'];
    return typeof unmapped === 'object' && unmapped !== null && 'assay' in unmapped
      ? readRecord(unmapped.assay)
      : undefined;
  },
};

/** Version of the schema. */
export const ocsfVersion = '1.3.0';

type Members = Readonly<Record<string, unknown>>;

export function ocsfEvent(event: AuditEvent, source: RecordSource): Members {
  const told = ocsfClassOf(event);
  const status = statusOf(event);
  return {
    ...classMembers(told),
    time: Date.parse(event.at),
    severity_id: severityOf(event),
    ...status,
    message: messageOf(event),
    metadata: {
      version: ocsfVersion,
      product: product(source),
      uid: event.statement,
      event_code: event.kind,
      log_name: source.origin,
      original_time: event.at,
      // Counted from 0, without a gap: a record that is missing is seen.
      sequence: event.logIndex,
    },
    actor: { user: userOf(event.actor), authorizations: authorizations(event) },
    src_endpoint: { name: source.origin, svc_name: 'assay' },
    ...told.members,
    ...resourcesOf(event),
    unmapped: { assay: { ...event } },
  };
}

/** The tree that the records so far belong to. */
function ocsfTree(tree: ExportedTree, source: RecordSource): Members {
  const told: OcsfClass = { category: 6, class: 6003, activity: 99, activityName: 'Export', members: {} };
  return {
    ...classMembers(told),
    time: Date.parse(tree.at),
    severity_id: 1,
    status_id: 1,
    message: `the entries ${tree.from} to ${tree.size - 1} of the log ${tree.origin} were handed on`,
    metadata: { version: ocsfVersion, product: product(source), log_name: tree.origin, event_code: 'audit-tree' },
    actor: { app_name: 'assay' },
    api: { operation: 'audit-export', service: { name: 'assay' } },
    src_endpoint: { name: source.origin, svc_name: 'assay' },
    unmapped: { assay: { schema: 'assay.audit-tree/1', ...tree } },
  };
}

function classMembers(told: OcsfClass): Members {
  return {
    category_uid: told.category,
    class_uid: told.class,
    activity_id: told.activity,
    ...(told.activity === 99 ? { activity_name: told.activityName } : {}),
    type_uid: told.class * 100 + told.activity,
  };
}

function product({ version }: RecordSource): Members {
  return { name: 'Assay', vendor_name: 'Assay', version };
}

function userOf(name: string): Members {
  return { name, uid: name };
}

function authorizations({ decision, because = [] }: AuditEvent): readonly Members[] {
  return decision === undefined
    ? []
    : [{ decision, ...(because[0] === undefined ? {} : { policy: { name: because[0] } }) }];
}

function statusOf({ decision, standing }: AuditEvent): Members {
  if (standing !== 'verified' && standing !== 'foreign') return { status_id: 99, status: standing };
  if (decision === undefined) return { status_id: 1 };
  return decision === 'deny' ? { status_id: 2, status_detail: 'denied' } : { status_id: 1, status_detail: decision };
}

function severityOf({ standing, decision, severity }: AuditEvent): number {
  if (severity !== undefined) return severityIds[severity];
  if (standing === 'unreadable' || standing === 'refused') return 4;
  if (standing === 'revoked') return 3;
  return decision === 'deny' || decision === 'exception' ? 2 : 1;
}

function messageOf({ actor, action, decision, asset, zone, target }: AuditEvent): string {
  const what = [asset?.slice(0, 12), target, zone === undefined ? undefined : `in ${zone}`].filter(
    (one) => one !== undefined,
  );
  return [actor, action, ...what, ...(decision === undefined ? [] : [`(${decision})`])].join(' ');
}

function resourcesOf({ asset, zone }: AuditEvent): Members {
  const resources = [
    ...(asset === undefined
      ? []
      : [{ uid: asset, type: 'asset', ...(zone === undefined ? {} : { group: { name: zone } }) }]),
    ...(asset === undefined && zone !== undefined ? [{ name: zone, type: 'zone' }] : []),
  ];
  return resources.length === 0 ? {} : { resources };
}

const severityIds: Readonly<Record<Severity, number>> = { info: 1, low: 2, medium: 3, high: 4, critical: 5 };
