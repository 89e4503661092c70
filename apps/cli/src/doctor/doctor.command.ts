import type { CommandContext } from '../command-context';
import type { ExitCode } from '../exit-code';
import { EXIT } from '../exit-code';
import type { Paint } from '../terminal/paint';
import { counted } from '../terminal/wording';
import type { CheckResult } from './check';
import { examine } from './checks';
import type { Machine } from './machine';
import { ThisMachine } from './this-machine';

export interface DoctorOptions {
  readonly server?: string;
}

/** Says whether the product can run here and, for each thing that keeps it from running, what to do. */
export async function doctor(
  { server }: DoctorOptions,
  { terminal, environment }: CommandContext,
  machine: Machine = new ThisMachine(environment),
): Promise<ExitCode> {
  const results = await examine(machine, environment, server);
  for (const line of describeChecks(results, terminal.resultPaint)) terminal.print(line);
  return results.some(({ status }) => status === 'failed') ? EXIT.failed : EXIT.completed;
}

export function describeChecks(results: readonly CheckResult[], paint: Paint): string[] {
  const widest = Math.max(...results.map(({ name }) => name.length));
  const lines = results.flatMap(({ name, status, found, fix }) => {
    const mark =
      status === 'ok' ? paint.green('✓') : status === 'failed' ? paint.red('✗') : paint.yellow('!');
    const line = `${mark} ${name.padEnd(widest)}  ${found}`;
    return fix === undefined ? [line] : [line, `  ${' '.repeat(widest)}  ${paint.bold('fix:')} ${fix}`];
  });
  const failed = results.filter(({ status }) => status === 'failed').length;
  const verdict = failed === 0 ? 'Everything that is needed is here.' : `${counted(failed, 'thing')} to fix.`;
  return [...lines, '', verdict];
}
