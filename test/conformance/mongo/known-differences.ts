interface Difference {
  readonly engine: 'documentdb';
  /** What that engine does. DISAGREEMENTS.md says what MongoDB's manual says. */
  readonly what: string;
}

function documentdb(what: string): Difference {
  return { engine: 'documentdb', what };
}

/** Where a server is known not to follow MongoDB; a test that meets one asserts what that server really does. */
export const KNOWN_DIFFERENCES = {
  'array-order': documentdb('an empty array sorts above a missing field'),
  'count-of-nothing': documentdb('$count of no documents gives a document with 0'),
  'date-trunc': documentdb(
    '$dateTrunc misses the day or month in months with a change of clocks, and in some time zones',
  ),
  'duplicate-code': documentdb('findAndModify reports a duplicate key with code 1'),
  'duplicate-key-details': documentdb(
    'E11000 carries no keyPattern and keyValue and has a message of its own',
  ),
  'error-codes': documentdb('most errors of stages and expressions carry code 1'),
  explain: documentdb('explain is not there'),
  'index-again': documentdb('an index that exists cannot be created again'),
  'index-build-code': documentdb('a unique index over duplicates fails with code 67'),
  'index-first': documentdb('createIndexes makes the collection and answers with code 1'),
  'parallel-arrays': documentdb('a document with two arrays in one compound index is accepted'),
  'projection-code': documentdb('keeping among what is dropped is refused with code 31254'),
  refusals: documentdb('some mistakes are accepted or refused with another code'),
  'set-order': documentdb('$set adds new fields in the order written'),
} as const satisfies Record<string, Difference>;

export type DifferenceId = keyof typeof KNOWN_DIFFERENCES;
