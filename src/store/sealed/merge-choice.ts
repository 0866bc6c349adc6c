// Which key files are merged.

/** So many of about one size are merged by the commit that makes them so many. */
const crowdedAt = 16;
/** Tiers differ by this factor, so a merge lifts what it merges into the next tier. */
const tierFactor = 16;
const firstTierBytes = 4096;
/** A larger merge is left to commits that crowd its tier. */
const smallBytes = 67_108_864;

/**
 * The key files of the lowest tier that has too many; none when no tier has.
 * @param costs - bytes that merging each would write
 */
export function crowdedTier(costs: ReadonlyMap<string, number>): readonly string[] {
  const tiers: string[][] = [];
  for (const [name, cost] of costs) {
    const tier = Math.max(0, Math.floor(Math.log(cost / firstTierBytes) / Math.log(tierFactor)) + 1);
    tiers[tier] ??= [];
    tiers[tier].push(name);
  }
  return tiers.find((names) => names !== undefined && names.length >= crowdedAt) ?? [];
}

/** For who asks: the small ones when there are two, and those that speak of packs with bytes of destroyed blobs. */
export function smallOrWasted(costs: ReadonlyMap<string, number>, wasted: ReadonlySet<string>): readonly string[] {
  const names = [...costs].filter(([name, cost]) => cost < smallBytes || wasted.has(name)).map(([name]) => name);
  return names.length > 1 || names.some((name) => wasted.has(name)) ? names : [];
}
