import { join } from 'node:path';

export { EMBEDDED_MARKER } from './commands/admin-commands';
export { startEmbeddedMongo } from './server';
export type { EmbeddedMongo, EmbeddedMongoOptions } from './server';
export { DataDirectoryError } from './storage/disk';

/** The compiled entry of the server as a process of its own: `node <entry> --data DIR --port N [--host H]`. */
export const EMBEDDED_MONGO_ENTRY = join(__dirname, 'main.js');
