// The module a scanning worker runs.
import { answerTasks } from '#jobs/answer-tasks';
import { type FileToScan, type ScanSettings, scanFile } from './scan-file.ts';

answerTasks<ScanSettings, FileToScan, Awaited<ReturnType<typeof scanFile>>>('scan', (file, settings) =>
  scanFile(file, settings),
);
