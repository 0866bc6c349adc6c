import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ViteUserConfig } from 'vitest/config';

const config: ViteUserConfig = {
  test: {
    include: ['src/**/*.test.ts', 'testkit/**/*.test.ts', 'tests/**/*.test.ts', 'tools/**/*.test.ts'],
    testTimeout: 60_000,
    // What commands keep between runs is not put among what the user of this machine keeps.
    env: { XDG_CACHE_HOME: join(tmpdir(), 'assay-test-cache') },
  },
};

export default config;
