// Which class of OCSF an event is, and what that class wants beside the base event.
import type { AuditEvent } from '#core/audit/audit-event';

export interface OcsfClass {
  readonly category: 2 | 3 | 6;
  readonly class: number;
  /** 99: `activityName` says what. */
  readonly activity: number;
  readonly activityName?: string;
  readonly members: Readonly<Record<string, unknown>>;
}

export function ocsfClassOf(event: AuditEvent): OcsfClass {
  const { kind, action, target = '' } = event;
  if (kind === 'access-anomaly') return finding(event);
  if (kind === 'identity') {
    return account(action === 'set-identity' ? { activity: 1 } : { activity: 5 }, target);
  }
  if (kind === 'access-token') {
    const isIssue = action === 'issue-token';
    return account({ activity: 99, activityName: isIssue ? 'Issue Token' : 'Revoke Token' }, target);
  }
  if (kind === 'access-grant') {
    const members = { user: { name: target, uid: target }, privileges: [event.zone ?? event.asset ?? 'unknown'] };
    return { category: 3, class: 3005, activity: action === 'grant' ? 1 : 2, members };
  }
  const entity = entityTypes[kind];
  if (entity !== undefined) return managed(event, entity);
  return api(event);
}

function account(what: Pick<OcsfClass, 'activity' | 'activityName'>, name: string): OcsfClass {
  return { category: 3, class: 3001, ...what, members: { user: { name, uid: name } } };
}

function managed({ action, target = '', zone, note }: AuditEvent, type: string): OcsfClass {
  const activity = action === 'trust-key' ? 1 : action === 'revoke-key' ? 4 : 3;
  const name = target === '' ? (zone ?? type) : target;
  return {
    category: 3,
    class: 3004,
    activity,
    members: { entity: { name, uid: name, type }, ...(note === undefined ? {} : { comment: note }) },
  };
}

function api({ action, kind, purpose }: AuditEvent): OcsfClass {
  const activity = crud[action];
  return {
    category: 6,
    class: 6003,
    ...(activity === undefined ? { activity: 99, activityName: action } : { activity }),
    members: {
      api: {
        operation: kind === 'access-event' ? action : `${action} ${kind}`,
        service: { name: 'assay' },
        ...(purpose === undefined ? {} : { request: { uid: purpose } }),
      },
    },
  };
}

function finding({ statement, at, target, note }: AuditEvent): OcsfClass {
  const members = {
    finding_info: {
      uid: statement,
      title: target ?? 'access-anomaly',
      created_time: Date.parse(at),
      ...(note === undefined ? {} : { desc: note }),
      ...(target === undefined ? {} : { analytic: { name: target, type_id: 1 } }),
    },
  };
  return { category: 2, class: 2004, activity: 1, members };
}

/** API Activity: 1 create, 2 read, 3 update, 4 delete. */
const crud: Readonly<Record<string, number>> = {
  see: 2,
  read: 2,
  use: 2,
  export: 2,
  'read-audit': 2,
  'check-integrity': 2,
  write: 1,
  attest: 1,
  'take-in': 1,
  label: 3,
  promote: 3,
  'move-reference': 3,
  destroy: 4,
};

const entityTypes: Readonly<Record<string, string>> = {
  'policy-change': 'policy',
  'key-change': 'key',
  'zone-key-change': 'zone key',
};
