// Reads every byte as the loaders would, and says what loading would run.
import { isOfKind } from '#attest/verified';
import { assetKinds } from '#core/asset';
import { predicate as scanStatic } from '#predicates/scan-static';
import { recordScan } from '../../assets/record-scan.ts';
import { scan } from '../../scan.ts';
import type { JourneyStep } from '../journey-step.ts';

export const step: JourneyStep = {
  name: 'static scan',
  shows: scanStatic.kind,
  fits: assetKinds.filter((kind) => kind !== 'hosted-model'),
  covers: (statement, { tools: { scanning } }) =>
    isOfKind(statement, scanStatic) &&
    statement.body.tool.version === scanning.version &&
    statement.body.ruleset === scanning.ruleset,
  tell: (statement) => {
    if (!isOfKind(statement, scanStatic)) return '';
    const { verdict, findings, files } = statement.body;
    const [worst] = findings;
    return `${files === 1 ? '1 file' : `${files} files`}, ${verdict}${worst === undefined ? '' : `: ${worst.message}`}`;
  },
  run: async ({ workspace, path, tools, onProgress }) => {
    const report = await scan([path], {
      ...tools.scanning,
      onProgress: ({ bytesDone, bytesTotal }) => onProgress(bytesTotal === 0 ? 1 : bytesDone / bytesTotal),
    });
    await recordScan(workspace, path, report);
    const [worst] = report.files.flatMap(({ findings }) => findings);
    const verdicts = [...Map.groupBy(report.files, ({ verdict }) => verdict)].map(
      ([verdict, files]) => `${files.length} ${verdict}`,
    );
    return `${verdicts.join(', ')}${worst === undefined ? '' : `: ${worst.message}`}`;
  },
};
