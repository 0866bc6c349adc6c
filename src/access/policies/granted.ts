// What somebody was given for a purpose and a time. Rights to give rights, to change rules and to look after keys are never given like this.
import type { AccessPolicy } from '../request.ts';

export const policy: AccessPolicy = {
  id: 'granted',
  text: `@reason("a grant in force covers it")
permit (
  principal,
  action in [
    Action::"see", Action::"read", Action::"use", Action::"label", Action::"write", Action::"take-in",
    Action::"promote", Action::"export", Action::"attest", Action::"destroy", Action::"read-audit"
  ],
  resource
)
when { context has grant && context.at < context.grant.expiresAt && context.grant.approver != principal };`,
};
