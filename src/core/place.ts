// Where in an asset something was found, precise enough to look at it with another tool.

/** A place inside a scanned file. Every field is optional because not every format has it. */
export interface Place {
  /** Path of members inside the file, outermost first, joined by `!` (`model.zip!data.pkl`). */
  readonly member?: string;
  /** Byte offset inside the innermost member, or inside the file when there is no member. */
  readonly offset?: number;
  /** Name of the pickle opcode, zip field, graph operator ... at that offset. */
  readonly element?: string;
  /** 1-based line, for text. */
  readonly line?: number;
  /** RFC 6901 JSON pointer, for JSON and YAML trees. */
  readonly pointer?: string;
}

/** One line for people: `archive/data.pkl, byte 42, REDUCE`. Empty when nothing is known. */
export function describePlace(place: Place): string {
  const parts: string[] = [];
  if (place.member !== undefined) parts.push(place.member);
  if (place.line !== undefined) parts.push(`line ${place.line}`);
  if (place.offset !== undefined) parts.push(`byte ${place.offset}`);
  if (place.pointer !== undefined && place.pointer !== '') parts.push(place.pointer);
  if (place.element !== undefined) parts.push(place.element);
  return parts.join(', ');
}
