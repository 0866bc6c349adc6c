// `assay access explain`: may they do it, by which policy, and what would have to be true.
import type { Action } from '#access/actions';
import type { Workspace } from '../workspace/workspace.ts';
import { demandAccess } from './decide-access.ts';
import { accessMoment, decideAs, questionOf } from './decide-as.ts';
import { parseResource } from './parse-resource.ts';
import { wholeWorkspace } from './resource-of.ts';

export interface AccessExplained {
  readonly schema: 'assay.access-explain/1';
  readonly actor: string;
  readonly roles: readonly string[];
  readonly action: Action;
  readonly resource: string;
  readonly at: string;
  readonly decision: 'allow' | 'deny';
  /** Ids of the policies that decide; empty: nothing permits it. */
  readonly because: readonly string[];
  readonly sentences: readonly string[];
  readonly wouldNeed: readonly string[];
  /** The grant that covers it. */
  readonly grant?: { readonly purpose: string; readonly approver: string; readonly expiresAt: string };
  readonly errors: readonly string[];
  /** Digest of the policies. */
  readonly policy: string;
}

export interface ExplainOptions {
  /** Instead of now. */
  readonly at?: string;
  readonly purpose?: string;
}

/** Asking about others is reading the audit. @throws {AssayError} ACCESS_DENIED, ASSET_UNKNOWN, USAGE */
export async function explainAccess(
  workspace: Workspace,
  actor: string,
  action: Action,
  text: string,
  { at, purpose }: ExplainOptions = {},
): Promise<AccessExplained> {
  await demandAccess(workspace, { action: 'read-audit', resource: { zone: wholeWorkspace } });
  const { wish, label } = await parseResource(workspace, text);
  const moment = await accessMoment(workspace, at);
  const question = await questionOf(workspace, moment, action, wish);
  const { request, policy, decision, because, sentences, wouldNeed, errors } = decideAs(moment, actor, {
    ...question,
    ...(purpose === undefined ? {} : { purpose }),
  });
  const { grant } = request;
  return {
    schema: 'assay.access-explain/1',
    actor,
    roles: request.actor.roles,
    action,
    resource: label,
    at: moment.at,
    decision,
    because,
    sentences,
    wouldNeed,
    ...(grant === undefined
      ? {}
      : { grant: { purpose: grant.purpose, approver: grant.approver, expiresAt: grant.expiresAt } }),
    errors,
    policy,
  };
}
