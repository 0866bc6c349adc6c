// What a layout is: an archive whose members, taken together, are a format of their own (torch zip, Keras v3, skops).
import type { ReadContext } from './format.ts';
import type { ArchiveView } from './views/archive.ts';
import type { Part } from './views/part.ts';
import type { View } from './views/view.ts';

export interface LaidOut {
  /** Views of the archive as a whole, beside those of its members. */
  readonly views: readonly View[];
  /** The archive's members, with `readAs` and `raw` filled in as this layout's loader treats them. */
  readonly parts: readonly Part[];
}

export interface Layout {
  readonly id: string;
  readonly title: string;
  readonly specification: string;
  readonly loading: string;
  readonly extensions: readonly string[];
  /** By member names only. Never throws. */
  readonly identify: (archive: ArchiveView) => boolean;
  /** @throws {FormatError} and nothing else */
  readonly read: (archive: ArchiveView, context: ReadContext) => LaidOut | Promise<LaidOut>;
}
