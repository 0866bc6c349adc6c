// Materials that are replaced by another of the same name: a statement that rests on the old one says nothing any more.

/** The sources of detectors, and the thresholds that they were given for a data set. */
export const replaceableRoles = ['detector-code', 'thresholds'] as const;

/** A statement that another one rests on: where it does not count, the other one does not either. */
export const restingRole = 'calibrated-by';
