// The digest that a model signature has as its subject.
import { createHash } from 'node:crypto';
import { parseSha256, type Sha256 } from '#core/digest';
import type { Resource } from './signed-model.ts';

/**
 * SHA-256 over the raw digests in the order of the resources, whatever hash these were made with.
 * @limits it binds contents and their order, not names: two trees with exchanged names have the same root
 * @source OMS v1.0 section 6.5
 */
export function rootDigest(resources: readonly Pick<Resource, 'digest'>[]): Sha256 {
  return parseSha256(
    createHash('sha256')
      .update(resources.map(({ digest }) => digest).join(''), 'hex')
      .digest('hex'),
  );
}
