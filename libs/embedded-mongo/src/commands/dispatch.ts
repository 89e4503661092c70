import { MongoFault, asFault } from '../mongo-fault';
import type { Doc } from '../values/document';
import { ADMIN_COMMANDS } from './admin-commands';
import type { Command, Server } from './command';
import { checkOptions } from './command';
import { explain } from './explain';
import { READ_COMMANDS } from './read-commands';
import { WRITE_COMMANDS } from './write-commands';

const COMMANDS: Record<string, Command> = { ...READ_COMMANDS, ...WRITE_COMMANDS, ...ADMIN_COMMANDS, explain };

/** Commands of MongoDB that drivers and tools may send and that this server leaves out. */
const LEFT_OUT = new Set(
  'bulkWrite mapReduce collMod renameCollection saslStart authenticate createUser getParameter setParameter replSetGetStatus'.split(
    ' ',
  ),
);

/** Answers one command; a refusal is an answer too. Nothing else runs meanwhile, so every command is atomic. */
export function dispatch(body: Doc, server: Server): Doc {
  const [name = ''] = Object.keys(body);
  try {
    const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
    if (!command) {
      if (LEFT_OUT.has(name))
        throw new MongoFault(
          'CommandNotSupported',
          `the embedded database does not support the command ${name}`,
        );
      throw new MongoFault('CommandNotFound', `no such command: '${name}'`);
    }
    checkOptions(name, command, body);
    return { ...command.run(body, databaseOf(body), server), ok: 1 };
  } catch (error) {
    const { message, code, codeName, details } = asFault(error);
    return { ok: 0, errmsg: message, code, codeName, ...details };
  }
}

function databaseOf(body: Doc): string {
  const { $db: database } = body;
  if (typeof database === 'string' && /^[^\0 "$./\\]+$/.test(database)) return database;
  throw new MongoFault('InvalidNamespace', `Invalid database name: '${String(database)}'`);
}
