// The tests that `npm run mutation` judges: those of signing, attesting and the log that run in this process.
import type { ViteUserConfig } from 'vitest/config';

const config: ViteUserConfig = {
  test: {
    include: ['src/{sign,log,attest}/**/*.test.ts', 'tests/vectors/*.test.ts', 'tests/contracts/signer.test.ts'],
    testTimeout: 60_000,
  },
};

export default config;
