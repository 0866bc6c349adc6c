// What a calibration holds for: detectors are assets with a digest, and one that changed is another one.
import { canonicalJson } from '#core/canonical-json';
import { type Sha256, sha256 } from '#core/digest';

/** A detector, or one run of it. */
export interface NamedDetector {
  readonly id: string;
  readonly version: number;
  readonly parameters: Readonly<Record<string, number | string | boolean>>;
}

/**
 * The digest of a detector: of its id, its version and its parameters.
 * @param code - digest of the sources that it is part of, where they are known: then any change of them counts
 */
export function detectorDigest({ id, version, parameters }: NamedDetector, code?: string): Sha256 {
  const named = { id, version, parameters: { ...parameters }, ...(code === undefined ? {} : { code }) };
  return sha256(new TextEncoder().encode(canonicalJson(named)));
}

/** What looked at the rows, in a scan or in a lab. */
export interface ScanMade {
  readonly detectors: readonly { readonly detector: string; readonly version: number }[];
  /** Digest of the sources. */
  readonly detectorCode?: string;
  readonly engine?: string;
  /** Digest of a model that was asked. */
  readonly model?: string;
}

/**
 * The digest of a scan as a whole: of the ids and versions of all detectors that it has, of their sources, of the engine and of a model. Parameters may
 * follow from the data, so they are not part of it.
 */
export function scanDigest(kind: string, { detectors, detectorCode, engine, model }: ScanMade): Sha256 {
  const named = [...new Set(detectors.map(({ detector, version }) => `${detector}@${version}`))].sort();
  const made = { code: detectorCode ?? null, engine: engine ?? null, model: model ?? null };
  return sha256(new TextEncoder().encode(canonicalJson({ scan: kind, detectors: named, ...made })));
}
