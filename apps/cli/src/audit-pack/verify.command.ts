import type { PackVerdict } from '@app/audit-pack';
import { AppError } from '@app/kernel';
import { readFile, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { CommandContext } from '../command-context';
import type { ExitCode } from '../exit-code';
import { EXIT } from '../exit-code';
import { badHash, packTooLarge, unreadablePack } from './audit-pack.errors';
import type * as PackVerifier from './pack-verifier';
import { verdictLines } from './verdict-lines';

export interface VerifyOptions {
  readonly sha256?: string;
  readonly json?: boolean;
  readonly quick?: boolean;
}

const load = createRequire(__filename);
/** What makes packs takes a while to load, and no other command needs it. */
const verifier = () => load('./pack-verifier') as typeof PackVerifier;
const MOST_BYTES = 256 * 1024 * 1024;

const EXITS: Readonly<Record<PackVerdict['state'], ExitCode>> = {
  intact: EXIT.completed,
  altered: EXIT.altered,
  'not-a-pack': EXIT.notAPack,
};

/** Checks an audit pack, with nothing but the file. */
export async function verify(
  path: string,
  options: VerifyOptions,
  { terminal }: CommandContext,
): Promise<ExitCode> {
  const kept = options.sha256?.trim().toLowerCase() ?? null;
  if (kept !== null && !/^[0-9a-f]{64}$/.test(kept)) throw badHash(kept);
  const bytes = await readPack(path);
  const { verifyPack, verifyPackFully } = verifier();
  if (!options.quick)
    terminal.say('Computing the run and printing its reports again: this takes some seconds.');
  const verdict = asKept(options.quick ? verifyPack(bytes) : await verifyPackFully(bytes), kept);
  if (options.json) terminal.printJson({ file: path, ...verdict });
  else for (const line of verdictLines(path, verdict, kept)) terminal.print(line);
  return EXITS[verdict.state];
}

/** A pack of another hash is another pack, however well it holds together. */
function asKept(verdict: PackVerdict, kept: string | null): PackVerdict {
  if (kept === null || kept === verdict.sha256 || verdict.state === 'not-a-pack') return verdict;
  const what = `it is not the pack that was kept: that had SHA-256 ${kept}`;
  const alteration = { file: null, pointer: null, what, found: 'container' } as const;
  return { ...verdict, state: 'altered', alterations: [alteration, ...verdict.alterations] };
}

async function readPack(path: string): Promise<Uint8Array> {
  try {
    const { size } = await stat(path);
    if (size > MOST_BYTES) throw packTooLarge(path, size, MOST_BYTES);
    return await readFile(path);
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw unreadablePack(path, error);
  }
}
