// The commands of `assay` and what they say when they cannot be run.
import { type Application, ArgumentScannerError, buildApplication, buildRouteMap, text_en } from '@stricli/core';
import { AssayError } from '#core/errors';
import { accessRoutes } from './access/access-routes.ts';
import { auditRoutes } from './audit/audit-routes.ts';
import { canaryRoutes } from './audit/canary-routes.ts';
import { completionCommand } from './completion-command.ts';
import type { AssayContext } from './context.ts';
import { dataRoutes } from './data/data-routes.ts';
import { evaluateCommand } from './data/evaluate-command.ts';
import { trainCommand } from './data/train-command.ts';
import { doctorCommand } from './doctor-command.ts';
import { exitCodes } from './exit-code.ts';
import { explainCommand } from './explain-command.ts';
import { gateRoutes } from './gate/gate-routes.ts';
import { importCommitCommand } from './import-commit-command.ts';
import { importTestsCommand } from './import-tests-command.ts';
import { intakeCommand } from './intake/intake-command.ts';
import { jobRoutes } from './job/job-routes.ts';
import { admitCommand } from './journey/admit-command.ts';
import { quickstartCommand } from './journey/quickstart-command.ts';
import { watchFolderCommand } from './journey/watch-folder-command.ts';
import { keysRoutes } from './keys-command.ts';
import { logRoutes } from './log-command.ts';
import { pinCommand, verifyPinsCommand } from './pin-commands.ts';
import { policyRoutes } from './policy/policy-routes.ts';
import { releaseRoutes } from './release/release-routes.ts';
import { verifyReleaseCommand } from './release/verify-release-command.ts';
import { release } from './release.generated.ts';
import { scanCommand } from './scan-command.ts';
import { signCommand } from './sign-command.ts';
import { supplierRoutes } from './supplier/supplier-routes.ts';
import { timestampCommand } from './timestamp-command.ts';
import { toolRoutes } from './tool/tool-routes.ts';
import { verifyCommand } from './verify-command.ts';
import { type EvidenceRoute, evidenceRoutes } from './workspace/evidence-routes.ts';
import { type WorkspaceRoute, workspaceRoutes } from './workspace/routes.ts';
import { promoteCommand, zoneRoutes } from './zone/zone-routes.ts';

type Route =
  | 'quickstart'
  | WorkspaceRoute
  | EvidenceRoute
  | 'scan'
  | 'admit'
  | 'watch-folder'
  | 'sign'
  | 'timestamp'
  | 'pin'
  | 'verify-pins'
  | 'verify'
  | 'keys'
  | 'log'
  | 'data'
  | 'train'
  | 'evaluate'
  | 'gate'
  | 'release'
  | 'verify-release'
  | 'import-tests'
  | 'import-commit'
  | 'access'
  | 'policy'
  | 'audit'
  | 'canary'
  | 'intake'
  | 'supplier'
  | 'tool'
  | 'promote'
  | 'zone'
  | 'job'
  | 'doctor'
  | 'explain'
  | 'completion';

const routes = buildRouteMap<Route, AssayContext>({
  routes: {
    quickstart: quickstartCommand,
    scan: scanCommand,
    admit: admitCommand,
    'watch-folder': watchFolderCommand,
    ...workspaceRoutes,
    ...evidenceRoutes,
    sign: signCommand,
    timestamp: timestampCommand,
    verify: verifyCommand,
    pin: pinCommand,
    'verify-pins': verifyPinsCommand,
    keys: keysRoutes,
    log: logRoutes,
    data: dataRoutes,
    train: trainCommand,
    evaluate: evaluateCommand,
    gate: gateRoutes,
    release: releaseRoutes,
    'verify-release': verifyReleaseCommand,
    'import-tests': importTestsCommand,
    'import-commit': importCommitCommand,
    access: accessRoutes,
    policy: policyRoutes,
    audit: auditRoutes,
    canary: canaryRoutes,
    intake: intakeCommand,
    supplier: supplierRoutes,
    tool: toolRoutes,
    promote: promoteCommand,
    zone: zoneRoutes,
    job: jobRoutes,
    doctor: doctorCommand,
    explain: explainCommand,
    completion: completionCommand,
  },
  docs: {
    brief: 'Secures the development life cycle of AI systems.',
    fullDescription: [
      'Secures the development life cycle of AI systems.',
      'Exit codes: 0 yes, 1 no, 2 could not tell, 64 the command line cannot be understood.',
    ].join('\n'),
  },
});

export const application: Application<AssayContext> = buildApplication(routes, {
  name: 'assay',
  versionInfo: { currentVersion: release.version },
  scanner: { caseStyle: 'allow-kebab-for-camel', allowArgumentEscapeSequence: true },
  documentation: { caseStyle: 'convert-camel-to-kebab', onlyRequiredInUsageLine: true, disableAnsiColor: true },
  determineExitCode: (error) => exitCodeOf(error),
  localization: {
    text: {
      ...text_en,
      exceptionWhileParsingArguments: (error) => `assay: ${sentenceOf(error)}`,
      exceptionWhileRunningCommand: (error) => `assay: ${sentenceOf(error)}`,
      noCommandRegisteredForInput: ({ input, corrections }) =>
        `assay: there is no command ${JSON.stringify(input)}; ${didYouMean(corrections)}`,
    },
  },
});

function didYouMean(corrections: readonly string[]): string {
  return corrections.length === 0 ? 'see assay --help.' : `did you mean ${corrections.join(' or ')}?`;
}

/** What is refused to whoever asks is a no; everything else could not be told. */
function exitCodeOf(error: unknown): number {
  if (!(error instanceof AssayError)) return exitCodes.couldNotTell;
  if (error.code === 'USAGE' || error.code === 'POLICY_INVALID') return exitCodes.usage;
  return refusals.has(error.code) ? exitCodes.no : exitCodes.couldNotTell;
}

/** Somebody may not, or something was looked at and turned down. */
const refusals: ReadonlySet<string> = new Set([
  'ACCESS_DENIED',
  'ACCESS_TOKEN',
  'INTAKE_REJECTED',
  'INTAKE_BASE',
  'SUPPLIER_ANSWERS',
  'JOB_REFUSED',
]);

/** What the user did wrong is a sentence; anything else is a bug of ours, and its stack helps to mend it. */
function sentenceOf(error: unknown): string {
  if (error instanceof AssayError || error instanceof ArgumentScannerError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
