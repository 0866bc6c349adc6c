// Whoever made something does not decide that it may go on.
import type { AccessPolicy } from '../request.ts';

export const policy: AccessPolicy = {
  id: 'own-work',
  text: `@reason("somebody else decides that work may go on")
forbid (principal, action == Action::"promote", resource is Asset)
when { resource.makers.contains(principal) }
unless { principal in Role::"owner" };`,
};
