// Entry point of the command: what bin/assay starts.
import { runAssay } from './run-assay.ts';

void runAssay(process.argv.slice(2));
