// What a format is: how to tell it, and how to make a safe view of it. One file per format in this folder.
import type { ByteSource } from '#core/byte-source';
import type { WorkBudget } from '#core/work-budget';
import type { TextEncoding } from './text/text-encoding.ts';
import type { View } from './views/view.ts';

/** The first look at a file, shared by all formats. */
export interface Sample {
  readonly source: ByteSource;
  /** Name of the file or member, with `/` between folders. */
  readonly name: string;
  /** Lower-case extension without the dot; empty when there is none. */
  readonly extension: string;
  /** First bytes, at most 4096. */
  readonly head: Uint8Array;
  /** Last bytes, at most 512. */
  readonly tail: Uint8Array;
  /** How the first bytes are written as text; undefined when they are not text. */
  readonly encoding: TextEncoding | undefined;
}

/**
 * How a file matches. `content`: its bytes say so, strongly enough that chance is out of the question. `name`: only its
 * name says so, or the bytes say it weakly; it is read this way too, and a failure to do so counts only when nothing
 * else could read it.
 */
export type Match = 'content' | 'name' | 'no';

export interface ReadContext {
  readonly budget: WorkBudget;
  readonly name: string;
  /** Looks up a file beside the outermost one; undefined when it is absent or lies outside the scanned folder. */
  readonly sibling: (relativePath: string) => { readonly size: number } | undefined;
}

export interface Format {
  /** Kebab-case, stable: it appears in reports. */
  readonly id: string;
  readonly title: string;
  /** Where the format is defined: specification, or the loader whose source decides. */
  readonly specification: string;
  /** What loads it, and whether loading can run code. One sentence for the docs. */
  readonly loading: string;
  /** Lower-case, without the dot. */
  readonly extensions: readonly string[];
  /** Ids of formats that honest files are at the same time (a TFLite model with its metadata zip): no polyglot. */
  readonly coincidesWith?: readonly string[];
  /** Cheap, never throws, reads at most a few KiB beyond head and tail. */
  readonly identify: (sample: Sample) => Match;
  /** @throws {FormatError} and nothing else */
  readonly read: (source: ByteSource, context: ReadContext) => View | Promise<View>;
}
