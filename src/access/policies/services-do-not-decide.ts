// Rights and rules are given by people, who can be asked why. The key that a workspace begins with is no declared person yet.
import type { AccessPolicy } from '../request.ts';

export const policy: AccessPolicy = {
  id: 'services-do-not-decide',
  text: `@reason("people give rights and rules, services do not")
forbid (
  principal,
  action in [Action::"grant", Action::"change-policy", Action::"waive", Action::"destroy"],
  resource
)
when { principal.kind == "service" }
unless { principal in Role::"owner" };`,
};
