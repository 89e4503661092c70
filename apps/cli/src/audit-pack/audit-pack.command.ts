import type { Command } from 'commander';
import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { ApiClient } from '../api/api-client';
import { serverHere } from '../api/server-here';
import type { CommandContext } from '../command-context';
import type { ExitCode } from '../exit-code';
import { EXIT } from '../exit-code';
import { damagedOnTheWay, unwritablePack } from './audit-pack.errors';
import type { VerifyOptions } from './verify.command';
import { verify } from './verify.command';

export interface AuditPackOptions {
  readonly out?: string;
  readonly server?: string;
}

/** Writes the audit pack of a run to a file, and says the hash by which it is known again. */
export async function auditPack(
  runId: string,
  options: AuditPackOptions,
  context: CommandContext,
): Promise<ExitCode> {
  const { terminal } = context;
  const client = new ApiClient(options.server ?? serverHere(context));
  const out = options.out ?? `infra-mind-audit-${runId.replaceAll(/[^A-Za-z0-9-]/g, '')}.zip`;
  const { content, etag } = await client.download(
    `/v1/runs/${encodeURIComponent(runId)}/audit-pack`,
    'making the audit pack',
  );
  const sha256 = createHash('sha256').update(content).digest('hex');
  if (etag !== null && etag !== `"${sha256}"`) throw damagedOnTheWay(etag, sha256);
  try {
    await writeFile(out, content);
  } catch (error) {
    throw unwritablePack(out, error);
  }
  terminal.print(`${sha256}  ${out}`);
  terminal.say(
    `${content.length} bytes. Keep that hash elsewhere: it is what shows later that the pack is this one.`,
  );
  terminal.say(`Check it with: infra-mind verify ${out}`);
  return EXIT.completed;
}

export function describeAuditPack(
  program: Command,
  context: CommandContext,
  done: (code: ExitCode) => void,
): void {
  program
    .command('audit-pack')
    .description('write everything that a run rests on and found to one zip, for auditors')
    .argument('<run>', 'id of the run')
    .option('--out <file>', 'where it goes; otherwise infra-mind-audit-<run>.zip')
    .option('--server <url>', 'the API; otherwise the one that runs on this machine')
    .action(async (run: string, options: AuditPackOptions) => done(await auditPack(run, options, context)));
  program
    .command('verify')
    .description('check an audit pack, without a server: what is in it that was not, and what is not')
    .argument('<pack.zip>', 'the pack')
    .option('--sha256 <hash>', 'the hash of the pack that was kept elsewhere')
    .option('--quick', 'compute and print nothing again: a moment in place of some seconds')
    .option('--json', 'print the verdict as one JSON object')
    .addHelpText('after', '\nExit codes: 0 intact, 4 altered, 5 not an audit pack, 2 no such file.')
    .action(async (file: string, options: VerifyOptions) => done(await verify(file, options, context)));
}
