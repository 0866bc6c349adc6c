// A trigger that was found in texts.
import type { InsertionEffect } from './insertion-effect.ts';
import type { TriggeredDocument } from './triggered-document.ts';

export interface TextTrigger {
  readonly label: number;
  /** Documents of the class that hold it, and where: places of tokens in the document, ascending. */
  readonly documents: readonly TriggeredDocument[];
  /** Documents that were tested, near-duplicates counted once. */
  readonly tested: number;
  /** Of these: without the trigger they read clearly like another class. */
  readonly flipped: number;
  /** Binomial, times the number of phrases that were looked at. */
  readonly pValue: number;
  readonly insertion: InsertionEffect;
}
