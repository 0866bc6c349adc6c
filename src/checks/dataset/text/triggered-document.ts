// A document that holds a trigger.

export interface TriggeredDocument {
  readonly document: number;
  readonly places: readonly number[];
  /** Without the trigger the classifier gives it another class. */
  readonly flips: boolean;
}
