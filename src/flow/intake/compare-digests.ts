// Every file of a delivery beside what is claimed about it.
import { type ClaimStrength, claimStrengths, type IntakeItem } from '#predicates/intake';
import { type ClaimAlgorithm, type ClaimSource, type DigestClaim, isWeak } from './claims/digest-claim.ts';
import type { DeliveredFile, Delivery } from './delivery.ts';
import { hashAs, hashOtherLineEnds } from './hash-as.ts';

export interface DigestComparison {
  readonly items: readonly IntakeItem[];
  /** The weakest over all files of the strongest claim that each of them keeps; `none` when one has none. */
  readonly strength: ClaimStrength | 'none';
}

/** ATTACKER: a thousand claims about one large file would read it a thousand times. */
class HashMemory {
  readonly #known = new Map<string, string>();
  readonly #lineEnds = new Map<string, readonly string[]>();

  of(algorithm: ClaimAlgorithm, file: DeliveredFile): string {
    const key = `${algorithm} ${file.path}`;
    const known = this.#known.get(key) ?? hashAs(algorithm, file);
    this.#known.set(key, known);
    return known;
  }

  otherLineEnds(file: DeliveredFile): readonly string[] {
    const known = this.#lineEnds.get(file.path) ?? hashOtherLineEnds(file);
    this.#lineEnds.set(file.path, known);
    return known;
  }
}

interface Claimed {
  readonly claim: DigestClaim;
  readonly source: ClaimSource;
}

/**
 * @param exempt - files that hold claims or signatures: nobody can put the digest of a file into it
 * @param pointers - files that are pointers to content that is not there
 */
export function compareDigests(
  { files }: Delivery,
  sources: readonly ClaimSource[],
  exempt: ReadonlySet<string>,
  pointers: readonly string[],
): DigestComparison {
  const { byFile, missing } = matchClaims(files, sources);
  const hashes = new HashMemory();
  const hollow = new Set(pointers);
  const items: IntakeItem[] = [];
  let strength: ClaimStrength | 'none' = 'signed';
  for (const file of files) {
    const claims = byFile.get(file.path) ?? [];
    if (claims.length === 0 && exempt.has(file.path)) continue;
    const compared = compareFile(file, claims, hollow.has(file.path), hashes);
    items.push(...compared.items);
    strength = weaker(strength, compared.strength);
  }
  return { items: [...items, ...missing], strength: files.length === 0 ? 'none' : strength };
}

function compareFile(
  file: DeliveredFile,
  claims: readonly Claimed[],
  isPointer: boolean,
  hashes: HashMemory,
): { readonly items: readonly IntakeItem[]; readonly strength: ClaimStrength | 'none' } {
  const { path } = file;
  const observed = `sha256 ${file.sha256}`;
  if (isPointer) {
    const says = 'a Git LFS pointer stands where the content should be; its digest says nothing about the content';
    return { items: [{ topic: 'digest', path, state: 'pointer', outcome: 'fail', observed: says }], strength: 'none' };
  }
  if (claims.length === 0) {
    const item = { topic: 'digest', path, state: 'absent', outcome: 'inconclusive', observed } as const;
    return { items: [item], strength: 'none' };
  }
  const judged = claims.map((one) => judge(file, one, hashes));
  const isContradicted =
    judged.some(({ outcome }) => outcome === 'pass') && judged.some(({ outcome }) => outcome === 'fail');
  const items = judged.map((item) =>
    isContradicted && item.outcome === 'fail' ? { ...item, state: 'conflict' } : item,
  );
  const kept = judged.flatMap(({ outcome, claim }) =>
    outcome === 'pass' && claim !== undefined ? [claim.strength] : [],
  );
  const refuted = judged.some(({ outcome }) => outcome === 'fail');
  const strongest = claimStrengths.findLast((one) => kept.includes(one));
  return { items, strength: refuted ? 'none' : (strongest ?? 'none') };
}

function judge(file: DeliveredFile, { claim, source }: Claimed, hashes: HashMemory): IntakeItem {
  const found = hashes.of(claim.algorithm, file);
  const isSame = found === claim.hex && (claim.size === undefined || claim.size === file.size);
  const weak = isWeak(claim.algorithm);
  const base = {
    topic: 'digest',
    path: file.path,
    claim: {
      says: `${claim.algorithm} ${claim.hex}${claim.size === undefined ? '' : `, ${claim.size} bytes`}`,
      source: source.name,
      strength: source.strength,
    },
  } as const;
  if (isSame) {
    const observed = `${claim.algorithm} ${found}${weak ? '; collisions of this algorithm can be made, so it shows little' : ''}`;
    return { ...base, state: weak ? 'weak' : 'match', outcome: weak ? 'inconclusive' : 'pass', observed };
  }
  const wasNormalised = claim.algorithm === 'sha256' && hashes.otherLineEnds(file).includes(claim.hex);
  const why = wasNormalised
    ? '; with other line ends it would be the claimed one, so the text was changed on the way'
    : '';
  return {
    ...base,
    state: 'mismatch',
    outcome: 'fail',
    observed: `${claim.algorithm} ${found}, ${file.size} bytes${why}`,
  };
}

/** A claim is about the file of that path; a name alone, about the only file that is called so. */
function matchClaims(
  files: readonly DeliveredFile[],
  sources: readonly ClaimSource[],
): { readonly byFile: ReadonlyMap<string, readonly Claimed[]>; readonly missing: readonly IntakeItem[] } {
  const paths = new Set(files.map(({ path }) => path));
  const byBase = Map.groupBy(files, ({ path }) => baseOf(path));
  const byFile = new Map<string, Claimed[]>();
  const missing: IntakeItem[] = [];
  for (const source of sources) {
    for (const claim of source.claims) {
      const path = pathOf(claim, paths, byBase);
      if (path === undefined) missing.push(missingItem(claim, source));
      else {
        const known = byFile.get(path);
        if (known === undefined) byFile.set(path, [{ claim, source }]);
        else known.push({ claim, source });
      }
    }
  }
  return { byFile, missing };
}

function pathOf(
  { path }: DigestClaim,
  paths: ReadonlySet<string>,
  byBase: ReadonlyMap<string, readonly DeliveredFile[]>,
): string | undefined {
  if (path === undefined) return undefined;
  if (paths.has(path)) return path;
  const named = byBase.get(baseOf(path)) ?? [];
  const isName = !path.includes('/') || named.length === 1;
  return isName && named.length === 1 ? named[0]?.path : undefined;
}

function missingItem({ path, algorithm, hex }: DigestClaim, source: ClaimSource): IntakeItem {
  return {
    topic: 'digest',
    ...(path === undefined ? {} : { path }),
    state: 'missing',
    outcome: 'inconclusive',
    claim: { says: `${algorithm} ${hex}`, source: source.name, strength: source.strength },
    observed: 'no such file was delivered',
  };
}

function weaker(one: ClaimStrength | 'none', other: ClaimStrength | 'none'): ClaimStrength | 'none' {
  if (one === 'none' || other === 'none') return 'none';
  return claimStrengths.indexOf(one) <= claimStrengths.indexOf(other) ? one : other;
}

function baseOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
