// Protobuf has no magic number. Whether bytes are a message of a given type is answered by its structure: known field
// numbers with the right wire types only, the ones that are always there, and lengths that fit to the last byte.
import type { ByteSource } from '#core/byte-source';
import { FormatError } from '#core/errors';
import { WorkBudget } from '#core/work-budget';
import { MessageCursor } from './message-cursor.ts';

/** What a message of some type looks like, as far as it takes to recognise one. */
export interface MessageShape {
  /** Tags that the type has; any other one says no. */
  readonly known: ReadonlySet<number>;
  /** Tags of which at least one must occur, group by group. */
  readonly required: readonly (readonly number[])[];
  /** Shapes of nested messages, by tag. */
  readonly nested?: ReadonlyMap<number, MessageShape>;
  /** Tags whose payload must be printable text of at most 256 bytes. */
  readonly names?: ReadonlySet<number>;
}

const maxFields = 48;

/**
 * True when the source, to its last byte or for its first 48 fields, is a message of this shape. Reads headers only;
 * never throws.
 */
export function looksLike(source: ByteSource, shape: MessageShape): boolean {
  const [first = 0, second = 0] = source.read(0, 2);
  // Most files fail here: their first two bytes are no tag of this message.
  if (source.size < 4 || !shape.known.has(first < 0x80 ? first : (first & 0x7f) + second * 0x80)) return false;
  try {
    return fits(MessageCursor.probe(source, new WorkBudget(0)), shape);
  } catch (error) {
    if (error instanceof FormatError) return false;
    throw error;
  }
}

function fits(message: MessageCursor, shape: MessageShape): boolean {
  const seen = new Set<number>();
  let fields = 0;
  while (fields < maxFields && message.next()) {
    fields += 1;
    if (!shape.known.has(message.tag)) return false;
    const first = !seen.has(message.tag);
    seen.add(message.tag);
    if (shape.names?.has(message.tag) === true && !isName(message)) return false;
    const nested = shape.nested?.get(message.tag);
    if (first && nested !== undefined && !fits(message.child(), nested)) return false;
  }
  return shape.required.every((group) => group.some((tag) => seen.has(tag)));
}

function isName(message: MessageCursor): boolean {
  if (message.to - message.from > 256) return false;
  return message.bytes(256).every((byte) => byte >= 0x20 && byte !== 0x7f);
}
