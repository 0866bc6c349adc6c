// Entry point of the command and of its worker threads: what bin/assay starts.
import '#flow/data/training-worker';
import '#flow/hash-worker';
import '#flow/scan-worker';
import { isMainThread } from 'node:worker_threads';
import { runAssay } from './run-assay.ts';

if (isMainThread) void runAssay(process.argv.slice(2));
