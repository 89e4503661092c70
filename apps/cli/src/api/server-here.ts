import { AppError } from '@app/kernel';
import { runningStack } from '@app/local-stack';
import { resolve } from 'node:path';
import type { CommandContext } from '../command-context';

/** The stack that runs on this machine's data. @throws server.none-here */
export function serverHere({ environment }: CommandContext): string {
  const url = runningStack(resolve(environment.dataDir))?.apiUrl ?? null;
  if (url !== null) return url;
  throw new AppError({
    kind: 'unavailable',
    code: 'server.none-here',
    message: `Nothing runs on the data in ${environment.dataDir}. Start it with \`npm start\`, or name a server with --server URL.`,
  });
}
