// The roles that come with Assay. A workspace may use others: a role is what its policies say of it.

/** Each role, and what it is for. */
export const roles = {
  owner: 'answers for the workspace; may do everything that one person may do',
  'data-engineer': 'prepares data for training',
  'data-scientist': 'trains and evaluates models with jobs',
  'app-engineer': 'builds the application around models',
  operator: 'runs what was released',
  'security-engineer': 'looks after rights, rules, keys and quarantine',
  'release-manager': 'lets out what its gates let through',
  auditor: 'reads who did what, and changes nothing',
  collector: 'a service that adds what is observed in operation, and nothing else',
} as const;

/** Of a key that the log trusts for some kinds of statements, whose holder nobody has described. */
export const keyHolderRole = 'key-holder';
