// What one person alone must not be able to do, whoever it is.
import type { AccessPolicy } from '../request.ts';

export const policy: AccessPolicy = {
  id: 'two-people',
  text: `@reason("this takes two different people")
forbid (
  principal,
  action in [Action::"waive", Action::"destroy", Action::"change-policy"],
  resource
)
unless { !context.approvers.isEmpty() && !context.approvers.contains(principal) };`,
};
