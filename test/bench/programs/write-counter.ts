import { calculateObjectSize } from 'bson';
import type { Document } from 'bson';
import type { Connection, mongo } from 'mongoose';

/** Writes of one kind: how many commands, of how many documents, of how many bytes. */
export interface WriteCount {
  commands: number;
  documents: number;
  bytes: number;
}

/** Kind of command to its count. */
export type WriteProfile = Partial<Record<WriteCommand, WriteCount>>;

export type WriteCommand = 'insert' | 'update' | 'findAndModify' | 'delete';

/** Where a command carries what it writes. */
const CARGO: Readonly<Record<WriteCommand, string>> = {
  insert: 'documents',
  update: 'updates',
  delete: 'deletes',
  findAndModify: 'update',
};

/** Counts what a connection writes, as its driver sends it. It costs time, so it listens only while it is to count. */
export class WriteCounter {
  private profile: WriteProfile = {};
  private readonly onCommand = ({ commandName, command }: mongo.CommandStartedEvent) => {
    if (commandName in CARGO) this.count(commandName as WriteCommand, command);
  };

  constructor(private readonly connection: Connection) {}

  begin(): void {
    this.profile = {};
    this.connection.getClient().on('commandStarted', this.onCommand);
  }

  /** What was written since it began. */
  end(): WriteProfile {
    this.connection.getClient().off('commandStarted', this.onCommand);
    return this.profile;
  }

  private count(name: WriteCommand, command: Document): void {
    const cargo = cargoOf(command[CARGO[name]]);
    const known = (this.profile[name] ??= { commands: 0, documents: 0, bytes: 0 });
    known.commands += 1;
    known.documents += cargo.length;
    known.bytes += cargo.reduce((bytes, document) => bytes + calculateObjectSize(document), 0);
  }
}

/** A list of documents, the driver's own sequence of them, or a single one. */
function cargoOf(carried: unknown): Document[] {
  if (Array.isArray(carried)) return carried as Document[];
  const { documents } = (carried ?? {}) as { documents?: unknown };
  return Array.isArray(documents) ? (documents as Document[]) : [carried ?? {}];
}
