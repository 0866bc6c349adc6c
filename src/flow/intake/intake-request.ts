// What somebody who takes something in says about it.
import type { AssetKind, Sensitivity } from '#core/asset';
import type { HashOptions } from '../hash-places.ts';
import type { Quota } from './delivery.ts';
import type { EndpointWords } from './endpoint.ts';

export interface IntakeRequest extends HashOptions {
  readonly supplier: string;
  /** Reference that is to point to it; from the path where it is absent. */
  readonly name?: string;
  /** Without it what the content shows. */
  readonly kind?: AssetKind;
  /** Files that say what its digests are, got elsewhere than the delivery. */
  readonly claims: readonly string[];
  /** `sha256:HEX`, of a delivery that is one file. */
  readonly digest?: string;
  /** Files with signatures that did not come with it. */
  readonly signatures: readonly string[];
  /** Who is expected to have signed, when no supplier of that name is registered with an identity. */
  readonly expected?: { readonly trustedRoot: string; readonly identity: string; readonly issuer: string };
  /** Id of the format that it is said to be in. */
  readonly format?: string;
  readonly licence?: string;
  readonly purpose?: string;
  readonly revision?: string;
  readonly owner?: string;
  readonly sensitivity?: Sensitivity;
  /** Asset that an adapter is for. */
  readonly base?: string;
  readonly endpoint: EndpointWords;
  readonly quota: Quota;
  /** Addresses inside may be asked: a mirror, a test. */
  readonly allowPrivate: boolean;
  readonly tool: { readonly version: string; readonly ruleset: string };
  readonly onProgress?: (step: IntakeStep) => void;
  readonly signal?: AbortSignal;
}

/** What is being done, in the order in which it is done. */
export interface IntakeStep {
  readonly step:
    | 'fetch'
    | 'count'
    | 'hash'
    | 'history'
    | 'digests'
    | 'signatures'
    | 'scan'
    | 'licence'
    | 'store'
    | 'record';
  /** Share of the step that is done, 0..1; absent where nobody can tell. */
  readonly share?: number;
}
