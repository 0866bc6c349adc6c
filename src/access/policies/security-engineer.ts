// Who looks after rights, rules and keys, without the right to read what they protect.
import type { AccessPolicy } from '../request.ts';

export const policy: AccessPolicy = {
  id: 'security-engineer',
  text: `@reason("security engineers look after rights, rules and keys")
permit (
  principal in Role::"security-engineer",
  action in [
    Action::"see", Action::"grant", Action::"change-policy", Action::"administer", Action::"read-audit",
    Action::"waive", Action::"destroy", Action::"attest"
  ],
  resource
);`,
};
