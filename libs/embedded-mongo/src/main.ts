import { parseArgs } from 'node:util';
import { startEmbeddedMongo } from './server';
import { DataDirectoryError } from './storage/disk';

const USAGE = 'usage: main.js --data DIR --port N [--host H]';

/** What to tell the person who started the process, in one line. */
function explain(error: unknown): string {
  if (error instanceof DataDirectoryError) return error.message;
  const { code, message, port, address } = error as NodeJS.ErrnoException & {
    port?: number;
    address?: string;
  };
  if (code === 'EADDRINUSE')
    return `port ${port} of ${address} is taken by another process: stop it, or choose another port`;
  if (code === 'EACCES')
    return `port ${port} of ${address} may not be used by this user: choose one above 1023`;
  if (code === 'EADDRNOTAVAIL') return `${address} is not an address of this machine`;
  return message;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      data: { type: 'string' },
      port: { type: 'string' },
      host: { type: 'string', default: '127.0.0.1' },
    },
  });
  const port = Number(values.port);
  if (!values.data || !Number.isInteger(port) || port < 0 || port > 65_535)
    throw new DataDirectoryError(USAGE);
  const server = await startEmbeddedMongo({ dataDir: values.data, port, host: values.host });
  const stop = (): void => {
    void server.close().then(() => process.exit(0));
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  process.stdout.write(`${JSON.stringify({ ready: true, port: server.port, url: server.url })}\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`embedded-mongo: ${explain(error)}\n`);
  process.exit(1);
});
