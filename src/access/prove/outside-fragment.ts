// What a policy says and the translation cannot: then nothing is proved, and nothing is refuted.
import { AssayError } from '#core/errors';

/** Whoever asks for a proof is answered "could not tell", with this as the reason. */
export class OutsideFragment extends AssayError {
  /** @param what - a noun: `the function ip` */
  constructor(what: string) {
    super('ACCESS_FRAGMENT', `${what} cannot be translated for a proof`, { value: what });
  }
}
