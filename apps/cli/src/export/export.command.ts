import type { Command } from 'commander';
import { mkdir, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ApiClient } from '../api/api-client';
import { serverHere } from '../api/server-here';
import type { CommandContext } from '../command-context';
import type { ExitCode } from '../exit-code';
import { EXIT } from '../exit-code';
import { ExportClient } from './export-client';
import { cannotWrite } from './export.errors';
import { parseFormats } from './parse-formats';

export interface ExportOptions {
  readonly format?: string;
  readonly all?: boolean;
  readonly template?: string;
  readonly language?: string;
  readonly out?: string;
  readonly server?: string;
}

/** Writes the report of a run as files: asks for all of them at once, then waits for each. */
export async function exportReports(
  runId: string,
  options: ExportOptions,
  context: CommandContext,
): Promise<ExitCode> {
  const client = new ExportClient(new ApiClient(options.server ?? serverHere(context)));
  const formats = options.all ? (await client.formats()).made : parseFormats(options.format ?? '');
  const { template, language, out = '.' } = options;
  const asked = [];
  for (const format of formats) {
    asked.push({ format, job: await client.ask(runId, { format, template, language }) });
  }
  const isDirectory = formats.length > 1 || (await namesDirectory(out));
  for (const { format, job } of asked) {
    const { name, content } = await client.fileOf(format, job);
    const path = isDirectory ? join(out, name) : out;
    await write(path, content);
    context.terminal.print(path);
  }
  return EXIT.completed;
}

async function namesDirectory(path: string): Promise<boolean> {
  if (/[/\\]$/.test(path)) return true;
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

async function write(path: string, content: Buffer): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content);
  } catch (error) {
    throw cannotWrite(path, error);
  }
}

export function describeExport(
  program: Command,
  context: CommandContext,
  done: (code: ExitCode) => void,
): void {
  program
    .command('export')
    .description('write the report of a run as files; prints the path of each')
    .argument('<run>', 'id of the run')
    .option(
      '--format <list>',
      'such as pdf,xlsx: what the server makes; a name that it does not know is answered with all of them',
    )
    .option('--all', 'every format that the server makes')
    .option('--template <name>', 'full, executive, technical, cto, cfo, ciso, engineering, operations')
    .option('--language <code>', 'en or de')
    .option('--out <path>', 'a file, or a directory, which several files need; otherwise here')
    .option('--server <url>', 'the API; otherwise the one that runs on this machine')
    .action(async (run: string, options: ExportOptions) => done(await exportReports(run, options, context)));
}
