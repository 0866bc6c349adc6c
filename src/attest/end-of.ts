// When a statement stops to say anything.
import type { Predicate } from '#predicates/predicate';

/**
 * @param at - when it was recorded
 * @returns the earlier of what its kind and what its body says, RFC 3339 in UTC with milliseconds; undefined when neither does
 */
export function endOf<Body>(predicate: Predicate<Body> | undefined, body: Body, at: string): string | undefined {
  const days = predicate?.timeToLiveDays ?? undefined;
  const ends = [
    predicate?.endsAt?.(body),
    days === undefined ? undefined : new Date(Date.parse(at) + days * dayMs).toISOString(),
  ];
  return ends.filter((end) => end !== undefined).sort()[0];
}

const dayMs = 86_400_000;
