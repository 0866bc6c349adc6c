// Why a requirement is not met, as a word for programs.

/** Each cause, and what it means. */
export const causes = {
  'not-asked': 'it is not asked of assets of this kind, or in this case',
  'nothing-asked': 'the gate asks nothing of such an asset',
  'not-there': 'what it asks about is not on record: no such parent, part or supplier',
  missing: 'there is no such statement',
  refused: 'there is one, and it does not count: revoked, not trusted, or what it rests on was replaced',
  contradicted: 'a statement says otherwise',
  'not-told': 'the statement leaves it open',
  'level-too-low': 'it says so, and not strongly enough',
  'below-threshold': 'a metric does not reach what is asked for',
  'from-the-future': 'it is dated later than the decision',
  expired: 'its time to live is over',
  overdue: 'it was to be made again by now',
  'too-old': 'it is older than the gate takes',
  'other-rules': 'it was made by rules of the scanner that are not those of today',
  'not-signed-by-enough': 'too few people, or not the right ones, have signed it',
  recalled: 'the release was recalled',
  incomplete: 'not everything could be looked at',
} as const;

export type Cause = keyof typeof causes;
