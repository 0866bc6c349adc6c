// All bombs.
import { archives } from './archives.ts';
import type { Bomb } from './bomb.ts';
import { documents } from './documents.ts';
import { models } from './models.ts';
import { pickles } from './pickles.ts';
import { texts } from './texts.ts';

export const bombs: readonly Bomb[] = [...documents, ...archives, ...models, ...pickles, ...texts];
