// Politeness: requests to one host are so far apart.

export class HostPace {
  readonly #gapMs: number;
  readonly #sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
  readonly #now: () => number;
  /** When the next request to a host may begin, in the time of `now`. */
  readonly #next = new Map<string, number>();

  /** @param gapMs - between the beginnings of two requests to one host @param now - milliseconds that never go backwards */
  constructor(gapMs: number, sleep: (ms: number, signal?: AbortSignal) => Promise<void>, now: () => number) {
    this.#gapMs = gapMs;
    this.#sleep = sleep;
    this.#now = now;
  }

  /** Settles when a request to `host` may begin. Rejects when `signal` ends the waiting. */
  async turn(host: string, signal?: AbortSignal): Promise<void> {
    if (this.#gapMs <= 0) return;
    const now = this.#now();
    const at = Math.max(now, this.#next.get(host) ?? now);
    this.#next.set(host, at + this.#gapMs);
    if (this.#next.size > mostHosts) this.#forget(now);
    if (at > now) await this.#sleep(at - now, signal);
  }

  #forget(now: number): void {
    for (const [host, at] of this.#next) if (at <= now) this.#next.delete(host);
  }
}

const mostHosts = 10_000;
