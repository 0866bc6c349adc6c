// What can be asked for. A closed list: what has no name here cannot be granted.

/** Each action, and what it means to be allowed to. */
export const actions = {
  see: 'know that it is there, and what is stated about it',
  read: 'get its bytes',
  use: 'let a job compute with it inside its zone, without getting its bytes',
  label: 'say what its rows are, in a new version',
  write: 'record a new version of it, or something new in the zone',
  'take-in': 'put something from outside into the zone',
  promote: 'place an asset in the zone after its gate has let it through',
  export: 'take its bytes out of all zones',
  attest: 'state something about it',
  waive: 'let it through although a requirement is not met',
  destroy: 'destroy the keys of its bytes',
  grant: 'give somebody rights',
  'change-policy': 'change zones, access, gates or detectors',
  'read-audit': 'read who did what',
  administer: 'look after keys, storage and machines',
} as const;

export type Action = keyof typeof actions;

export const actionNames: readonly Action[] = Object.keys(actions) as Action[];
