import { Command, CommanderError } from 'commander';
import type { AssessOptions } from './assess/assess.command';
import { assess } from './assess/assess.command';
import { jsonOfUsage } from './assess/json-outcome';
import { describeApprovals } from './approvals/describe-approvals';
import { describeAuditPack } from './audit-pack/audit-pack.command';
import { describeBudgets } from './budgets/describe-budgets';
import { describeCatalog } from './catalog/describe-catalog';
import type { CommandContext } from './command-context';
import { describeCompare } from './compare/compare.command';
import { describeCompliance } from './compliance/compliance.command';
import type { DoctorOptions } from './doctor/doctor.command';
import { doctor } from './doctor/doctor.command';
import type { ExitCode } from './exit-code';
import { EXIT } from './exit-code';
import { describeExport } from './export/export.command';
import { exitCodeOf, sayFailure } from './failure';
import { describeRecommendations } from './recommendations/describe-recommendations';
import { describeSharing } from './sharing/describe-sharing';
import type { StartOptions } from './start/start.command';
import { start } from './start/start.command';
import { describeUpload } from './upload/describe-upload';
import type { ValidateSizingOptions } from './validate-sizing/validate-sizing.command';
import { validateSizing } from './validate-sizing/validate-sizing.command';
import { versionLine } from './version/version.command';
import type { WatchOptions } from './watch/watch.command';
import { watch } from './watch/watch.command';

const EXIT_CODES = `
Exit codes: 0 completed, 3 partial, 1 failed, 2 bad input.

With --json, standard output holds one JSON object, whatever happens:
  a run that ended    { state: "completed" | "partial" | "failed" | "cancelled", exitCode,
                        problems, run, recommendations, files }
  bad input           { state: "refused", exitCode: 2, code, message, problems }
  nothing to run it   { state: "error", exitCode: 1, code, message, problems: [] }
  Ctrl-C              { state: "cancelled", exitCode: 1, code, message, problems: [] }
Each of problems, what is wrong with the input, is { pointer, detail, line, column };
line and column are null where none is known.`;

/** Runs one command line and gives its exit code; never throws. */
export async function runCommandLine(args: readonly string[], context: CommandContext): Promise<ExitCode> {
  let exit: ExitCode = EXIT.completed;
  const program = describeProgram(context, (code) => (exit = code));
  try {
    await program.parseAsync(args, { from: 'user' });
    return exit;
  } catch (error) {
    // Help and usage errors have been printed by then.
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return EXIT.completed;
      if (args.includes('assess') && args.includes('--json'))
        context.terminal.printJson(jsonOfUsage(error.message));
      return EXIT.badInput;
    }
    sayFailure(error, context.terminal);
    return exitCodeOf(error);
  }
}

function describeProgram(context: CommandContext, done: (code: ExitCode) => void): Command {
  const program = new Command('infra-mind')
    .description(
      'Assesses AI infrastructure: sized, priced, checked for compliance and carbon, every figure traceable.',
    )
    .version(versionLine(), '-V, --version', 'print the version')
    .showHelpAfterError('(`infra-mind --help` shows what there is)')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => context.terminal.print(text.trimEnd()),
      writeErr: (text) => context.terminal.say(text.trimEnd()),
    });
  program
    .command('start')
    .description('start everything on this machine and keep it running until Ctrl-C')
    .option('--verbose', 'also print what the processes print')
    .action(async (options: StartOptions) => done(await start(options, context)));
  describeAssess(program, context, done);
  program
    .command('watch')
    .description('show a run until it ends; Ctrl-C leaves the run alone')
    .argument('<run>', 'id of the run')
    .option('--server <url>', 'the API; otherwise the one that runs on this machine')
    .option('--verbose', 'print the stack of an error')
    .action(async (run: string, options: WatchOptions) => done(await watch(run, options, context)));
  program
    .command('doctor')
    .description('check this machine and print a fix for each thing that is missing')
    .option('--server <url>', 'also check this API')
    .action(async (options: DoctorOptions) => done(await doctor(options, context)));
  program
    .command('validate-sizing')
    .description('set the sizing model beside measurements in a file')
    .argument('<rows.json>', 'rows as in libs/catalog/data/benchmarks.json; - for standard input')
    .option('--json', 'print { rows, summary } as JSON; errors and shares are fractions')
    .action(async (file: string, options: ValidateSizingOptions) =>
      done(await validateSizing(file, options, context)),
    );
  describeCompare(program, context, done);
  describeCompliance(program, context, done);
  describeAuditPack(program, context, done);
  describeRecommendations(program, context, done);
  describeApprovals(program, context, done);
  describeBudgets(program, context, done);
  describeSharing(program, context, done);
  describeExport(program, context, done);
  describeCatalog(program, context, done);
  describeUpload(program, context, done);
  program
    .command('version')
    .description('print the version')
    .action(() => context.terminal.print(versionLine()));
  return program;
}

function describeAssess(program: Command, context: CommandContext, done: (code: ExitCode) => void): void {
  program
    .command('assess')
    .description('assess what a YAML or JSON file describes and write the reports')
    .argument('<file>', 'the assessment, see examples/; - for standard input')
    .option('--out <directory>', 'where the reports go', 'out')
    .option('--format <list>', 'such as pdf,xlsx: what the server makes', 'md,html,json')
    .option(
      '--json',
      'print one JSON object on standard output, also when it fails; everything else goes to standard error',
    )
    .option(
      '--server <url>',
      'use this API; otherwise one on this machine, started and stopped for this command',
    )
    .option('--as-of <date>', 'judge staleness and dates of law as of that day (2026-11-20)')
    .option('--quorum <count>', 'agents that must succeed for a result, 1 to 11')
    .option('--narration <mode>', 'whether a language model words the findings: off, preferred, required')
    .option(
      '--budget-usd <amount>',
      'what language models may cost in this run, US dollars; at most RUN_BUDGET_USD of the API',
    )
    .option('--verbose', 'also print what the processes print, and the stack of an error')
    .addHelpText('after', EXIT_CODES)
    .action(async (file: string, options: AssessOptions) => done(await assess(file, options, context)));
}
