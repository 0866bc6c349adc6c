// The vocabulary of all policies, as a Cedar schema: `validate` refuses a policy that uses another.
import { actionNames } from './actions.ts';

/** Sensitivities and zones are what policies speak of; `context.grant` is the grant that covers this very request, if one does. */
const entities = `
entity Role;
entity Identity in [Role] {
  kind: String,
  organisation?: String,
  screenedUntil?: Long,
};
entity Zone {
  name: String,
};
entity Asset in [Zone] {
  kind: String,
  sensitivity: Long,
  makers: Set<Identity>,
  owner?: Identity,
};
entity Policy {
  area: String,
};

type Grant = {
  purpose: String,
  approver: Identity,
  expiresAt: Long,
  exception: Bool,
};
type Situation = {
  at: Long,
  via: String,
  purpose?: String,
  grant?: Grant,
  approvers: Set<Identity>,
  attested?: Bool,
};
`;

/** Times are milliseconds since 1970; sensitivities 0 (public) to 3 (restricted, or not labelled). */
export const schema: string = `${entities}
action ${actionNames.map((name) => JSON.stringify(name)).join(', ')} appliesTo {
  principal: [Identity],
  resource: [Asset, Zone, Policy],
  context: Situation,
};
`;
