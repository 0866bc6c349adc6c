// How addresses are asked, and for how long, with the clock of this machine.
import { setTimeout as wait } from 'node:timers/promises';
import * as limits from '#core/limits';
import { HostPace } from '#jobs/pins/host-pace';
import type { PinOptions } from '#jobs/pins/pin-targets';

export interface NetworkRequest {
  /** Addresses inside: of a mirror, or of a test. */
  readonly allowPrivate?: boolean;
  /** Addresses that are asked at the same time. */
  readonly concurrency?: number;
  /** Requests to one host. */
  readonly perSecond?: number;
  /** For one request with its answer. */
  readonly timeoutMs?: number;
  /** Bytes of one content. */
  readonly maxBytes?: number;
  readonly attempts?: number;
  readonly signal?: AbortSignal;
}

export function networkOptions(request: NetworkRequest): PinOptions {
  const { allowPrivate = false, concurrency = 16, perSecond = 4, timeoutMs = 60_000, attempts = 3, signal } = request;
  const sleep = (ms: number, ending?: AbortSignal): Promise<void> =>
    wait(ms, undefined, ending === undefined ? {} : { signal: ending });
  return {
    allowPrivate,
    concurrency,
    timeoutMs,
    attempts,
    maxBytes: request.maxBytes ?? limits.targetBytes.value,
    pace: new HostPace(1000 / perSecond, sleep, () => performance.now()),
    now: () => new Date(),
    sleep,
    ...(signal === undefined ? {} : { signal }),
  };
}
