// Restricted bytes go to people whom somebody has screened. What nobody has labelled counts as restricted.
import type { AccessPolicy } from '../request.ts';

export const policy: AccessPolicy = {
  id: 'screened',
  text: `@reason("restricted bytes are for people with a record of screening that is in force")
forbid (
  principal,
  action in [Action::"read", Action::"export"],
  resource is Asset
)
when { resource.sensitivity >= 3 }
unless {
  principal in Role::"owner" ||
  (principal has screenedUntil && context.at < principal.screenedUntil) ||
  (context has grant && context.grant.exception && context.at < context.grant.expiresAt && context.grant.approver != principal)
};`,
};
