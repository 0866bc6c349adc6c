// Rules are no secret: who is denied something has to be able to read why.
import type { AccessPolicy } from '../request.ts';

export const policy: AccessPolicy = {
  id: 'open-rules',
  text: `@reason("everybody may read the rules")
permit (principal, action == Action::"see", resource is Policy);`,
};
