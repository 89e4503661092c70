/** Where the programs of this machine are found. */
export const searchPath = (): string => process.env.PATH ?? '/usr/local/bin:/usr/bin:/bin';

/** The MongoDB that whoever starts the drills names, if any. */
export const givenMongoUrl = (): string | undefined => process.env.MONGODB_URL || undefined;
