// Who reads what everybody did.
import type { AccessPolicy } from '../request.ts';

export const policy: AccessPolicy = {
  id: 'auditor',
  text: `@reason("auditors see what there is, and who did what")
permit (principal in Role::"auditor", action in [Action::"see", Action::"read-audit"], resource);`,
};
