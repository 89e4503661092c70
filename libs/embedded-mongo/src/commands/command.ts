import { Long } from 'bson';
import { MongoFault, notImplemented } from '../mongo-fault';
import type { Store } from '../storage/store';
import type { Doc } from '../values/document';
import { isDoc } from '../values/document';
import type { Cursors } from './cursors';

/** What a command may touch. */
export interface Server {
  readonly store: Store;
  readonly cursors: Cursors;
  readonly startedAt: Date;
}

export interface Command {
  /** The options the command understands, besides those every command takes. */
  readonly options: readonly string[];
  run(body: Doc, database: string, server: Server): Doc;
}

/** Sent by drivers with any command; none changes what a standalone server answers. */
const EVERYWHERE = new Set(
  '$db lsid $clusterTime $readPreference apiVersion apiStrict apiDeprecationErrors maxTimeMS comment writeConcern readConcern txnNumber startTransaction autocommit allowDiskUse noCursorTimeout helloOk'.split(
    ' ',
  ),
);

/** Options of MongoDB's that are known and not supported; they are refused unless they say "no". */
const LEFT_OUT = new Set(
  'collation let tailable awaitData oplogReplay allowPartialResults min max returnKey showRecordId bypassDocumentValidation validator validationLevel validationAction capped size viewOn pipeline timeseries clusteredIndex expireAfterSeconds changeStreamPreAndPostImages storageEngine indexOptionDefaults encryptedFields sampleRate exchange needsMerge fromMongos commitQuorum mapReduce query_settings'.split(
    ' ',
  ),
);

/** @throws IDLUnknownField for an option MongoDB does not know, NotImplemented for one this server leaves out. */
export function checkOptions(name: string, command: Command, body: Doc): void {
  for (const [option, value] of Object.entries(body)) {
    if (option === name || EVERYWHERE.has(option) || command.options.includes(option)) continue;
    if (LEFT_OUT.has(option)) {
      if (value === false || value === null || (isDoc(value) && Object.keys(value).length === 0)) continue;
      throw notImplemented(`the option ${option} of ${name}`);
    }
    throw new MongoFault('IDLUnknownField', `BSON field '${name}.${option}' is an unknown field.`);
  }
  if (body.txnNumber !== undefined || body.startTransaction !== undefined || body.autocommit !== undefined) {
    throw new MongoFault(
      'IllegalOperation',
      'Transaction numbers are only allowed on a replica set member or mongos',
    );
  }
  checkConcerns(body);
}

function checkConcerns({ writeConcern, readConcern }: Doc): void {
  const w = isDoc(writeConcern) ? writeConcern.w : undefined;
  if (w !== undefined && w !== 'majority' && w !== 0 && w !== 1) {
    throw new MongoFault('BadValue', "cannot use 'w' > 1 when a host is not replicated");
  }
  const level = isDoc(readConcern) ? readConcern.level : undefined;
  if (level !== undefined && !['local', 'majority', 'available'].includes(level as string)) {
    throw notImplemented(`the read concern ${JSON.stringify(level)}`);
  }
}

/** @throws IDLUnknownField for a part of a statement (one of `updates`, for example) that is not understood. */
export function checkFields(where: string, statement: unknown, known: readonly string[]): Doc {
  if (!isDoc(statement)) throw new MongoFault('TypeMismatch', `BSON field '${where}' must be an object`);
  for (const [field, value] of Object.entries(statement)) {
    if (known.includes(field) || value === undefined) continue;
    if (LEFT_OUT.has(field)) throw notImplemented(`the option ${field} of ${where}`);
    throw new MongoFault('IDLUnknownField', `BSON field '${where}.${field}' is an unknown field.`);
  }
  return statement;
}

/** The namespace `database.collection` that a command names. @throws InvalidNamespace */
export function namespaceOf(database: string, collection: unknown): string {
  if (typeof collection !== 'string' || !/^(?!system\.)[^$\0]+$/.test(collection)) {
    throw new MongoFault('InvalidNamespace', `Invalid collection name: ${JSON.stringify(collection)}`);
  }
  return `${database}.${collection}`;
}

export function docOf(name: string, value: unknown): Doc {
  if (value === undefined || value === null) return {};
  if (!isDoc(value))
    throw new MongoFault('TypeMismatch', `BSON field '${name}' is the wrong type, expected an object`);
  return value;
}

export function listOf(name: string, value: unknown): unknown[] {
  if (!Array.isArray(value))
    throw new MongoFault('TypeMismatch', `BSON field '${name}' is the wrong type, expected an array`);
  return value as unknown[];
}

/** @throws Location51024 unless the value is a whole number that is not negative. */
export function countOf(name: string, value: unknown, fallback: number): number {
  if (value === undefined || value === null) return fallback;
  const count = value instanceof Long ? value.toNumber() : value;
  if (typeof count === 'number' && Number.isInteger(count) && count >= 0) return count;
  throw new MongoFault(
    'Location51024',
    `BSON field '${name}' value must be >= 0, actual value '${JSON.stringify(value)}'`,
  );
}
