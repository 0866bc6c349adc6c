// A collector that somebody has taken over can add, and neither read nor spoil what is there.
import type { AccessPolicy } from '../request.ts';

export const policy: AccessPolicy = {
  id: 'collector-only-adds',
  text: `@reason("collectors add to what is there, and do nothing else")
forbid (principal in Role::"collector", action, resource)
unless { action == Action::"write" || action == Action::"take-in" };`,
};
