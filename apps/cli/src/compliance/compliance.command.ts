import type { Command } from 'commander';
import { ApiClient } from '../api/api-client';
import { serverHere } from '../api/server-here';
import type { CommandContext } from '../command-context';
import type { ExitCode } from '../exit-code';
import { EXIT } from '../exit-code';
import { complianceLines } from './compliance-lines';
import { runComplianceSchema } from './run-compliance';

export interface ComplianceOptions {
  readonly server?: string;
  readonly json?: boolean;
}

/** Prints what a run says of compliance. */
export async function showCompliance(
  runId: string,
  options: ComplianceOptions,
  context: CommandContext,
): Promise<ExitCode> {
  const { terminal } = context;
  const client = new ApiClient(options.server ?? serverHere(context));
  const path = `/v1/runs/${encodeURIComponent(runId)}/compliance`;
  const view = await client.read(
    { method: 'GET', path, what: 'reading the compliance of the run' },
    runComplianceSchema,
  );
  if (options.json) terminal.printJson(view);
  else
    for (const line of complianceLines(view, terminal.resultPaint, terminal.resultColumns))
      terminal.print(line);
  return EXIT.completed;
}

export function describeCompliance(
  program: Command,
  context: CommandContext,
  done: (code: ExitCode) => void,
): void {
  program
    .command('compliance')
    .description('show frameworks, gaps, roadmap and scope of a run')
    .argument('<run>', 'id of the run')
    .option('--json', 'print all of it as JSON, the Statement of Applicability and the matrix among it')
    .option('--server <url>', 'the API; otherwise the one that runs on this machine')
    .action(async (run: string, options: ComplianceOptions) =>
      done(await showCompliance(run, options, context)),
    );
}
