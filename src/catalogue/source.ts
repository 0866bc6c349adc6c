// Where a demand of the catalogue stands: the documents, pinned by digest. The documents themselves are not part of Assay.

export type DocumentId = 'owasp-ai-exchange-3' | 'ncsc-guidelines' | 'owasp-ai-exchange' | 'owasp-aisvs';

/** A public document that the catalogue speaks of. */
export interface SourceDocument {
  readonly id: DocumentId;
  readonly title: string;
  readonly publisher: string;
  /** Commit or date that tells this text from later ones. */
  readonly edition: string;
  readonly licence: string;
  /** Of the text that line numbers count in; undefined where no line is cited. */
  readonly text?: { readonly sha256: string; readonly lines: number };
}

/** First and last line, counted from 1, both included. */
export type LineRange = readonly [first: number, last: number];

/** A place in one of the documents. */
export interface Source {
  readonly document: DocumentId;
  readonly section: string;
  readonly permalink: string;
  /** Empty where the document is cited as a whole. */
  readonly lines: readonly LineRange[];
}
