// Whoever owns the workspace. What takes two people takes two owners as well; see two-people.ts.
import type { AccessPolicy } from '../request.ts';

export const policy: AccessPolicy = {
  id: 'owner',
  text: `@reason("owners of the workspace may do everything that one person may do")
permit (principal in Role::"owner", action, resource);`,
};
