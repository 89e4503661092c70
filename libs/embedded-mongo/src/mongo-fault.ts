/** MongoDB's own numbers for the refusals this server knows; the driver and Mongoose branch on them. */
const CODES = {
  BadValue: 2,
  FailedToParse: 9,
  TypeMismatch: 14,
  Overflow: 15,
  InvalidLength: 16,
  IllegalOperation: 20,
  NamespaceNotFound: 26,
  IndexNotFound: 27,
  PathNotViable: 28,
  ConflictingUpdateOperators: 40,
  CursorNotFound: 43,
  DollarPrefixedFieldName: 52,
  CommandNotFound: 59,
  ImmutableField: 66,
  CannotCreateIndex: 67,
  InvalidOptions: 72,
  InvalidNamespace: 73,
  IndexOptionsConflict: 85,
  IndexKeySpecsConflict: 86,
  CommandNotSupported: 115,
  InvalidPipelineOperator: 168,
  CannotIndexParallelArrays: 171,
  NotImplemented: 238,
  ConversionFailure: 241,
  IDLUnknownField: 40415,
  DuplicateKey: 11000,
  BSONObjectTooLarge: 10334,
  OutOfDiskSpace: 14031,
} as const;

/** MongoDB names the codes that have no name after their place in its source. */
export type FaultName = keyof typeof CODES | `Location${number}`;

/** A refusal in MongoDB's terms; it becomes `{ ok: 0, code, codeName, errmsg }` or an entry of `writeErrors`. */
export class MongoFault extends Error {
  readonly code: number;

  constructor(
    readonly codeName: FaultName,
    message: string,
    readonly details: Record<string, unknown> = {},
  ) {
    super(message);
    this.name = 'MongoFault';
    this.code =
      codeName in CODES ? CODES[codeName as keyof typeof CODES] : Number(codeName.slice('Location'.length));
  }
}

/** A feature of MongoDB that this server leaves out on purpose. */
export function notImplemented(feature: string): MongoFault {
  return new MongoFault('NotImplemented', `the embedded database does not support ${feature}`);
}

/** An error of the expression engine or of a conversion, told as MongoDB's BadValue. */
export function asFault(error: unknown): MongoFault {
  if (error instanceof MongoFault) return error;
  const message = error instanceof Error ? error.message : String(error);
  if (message.startsWith('Use of undefined variable')) return new MongoFault('Location17276', message);
  return new MongoFault('BadValue', message);
}
