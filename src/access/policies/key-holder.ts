// A key that the log trusts for some kinds of statements, and whose holder nobody has described: it may state these, a waiver
// among them where it is trusted for decisions about risks, and no more.
import type { AccessPolicy } from '../request.ts';

export const policy: AccessPolicy = {
  id: 'key-holder',
  text: `@reason("a trusted key states what it is trusted for")
permit (
  principal in Role::"key-holder",
  action in [Action::"see", Action::"attest", Action::"waive"],
  resource
);`,
};
