// Nobody audits what they do themselves.
import type { AccessPolicy } from '../request.ts';

export const policy: AccessPolicy = {
  id: 'auditor-only-looks',
  text: `@reason("auditors change nothing, or they would audit themselves")
forbid (
  principal in Role::"auditor",
  action in [
    Action::"label", Action::"write", Action::"take-in", Action::"promote", Action::"waive", Action::"destroy",
    Action::"grant", Action::"change-policy", Action::"administer"
  ],
  resource
);`,
};
