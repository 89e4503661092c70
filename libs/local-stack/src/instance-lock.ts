import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { alreadyRunning } from './local-stack.errors';
import { identify, stillRuns } from './process-identity';

const identitySchema = z.object({ pid: z.number().int().positive(), began: z.string().nullable() });

const recordSchema = z.object({
  holder: identitySchema,
  /** `service`: until it is stopped. `errand`: it ends with the command that started it. */
  purpose: z.enum(['service', 'errand']),
  /** Set once everything is ready. */
  apiUrl: z.string().nullable(),
  /** The processes it started, so that a later start can clear away what a kill -9 left. */
  children: z.array(identitySchema.extend({ name: z.string() })),
});

/** What the lock file says about the stack that holds the data. */
export type StackRecord = z.infer<typeof recordSchema>;

/** At most one stack works on a data directory; the one that does says so in a file there. */
export class InstanceLock {
  private constructor(
    private readonly file: string,
    private record: StackRecord,
  ) {}

  /**
   * Takes the data directory for this process. A lock whose holder is gone is taken over; `left` is then what it
   * recorded.
   * @throws stack.already-running when another live process holds it.
   */
  static acquire(
    dataDir: string,
    purpose: StackRecord['purpose'],
  ): { lock: InstanceLock; left: StackRecord | null } {
    const file = join(dataDir, 'stack.lock');
    const holder = identify(process.pid) ?? { pid: process.pid, began: null };
    const lock = new InstanceLock(file, { holder, purpose, apiUrl: null, children: [] });
    let left: StackRecord | null = null;
    while (!lock.create()) {
      const found = readRecord(file);
      if (found !== null && stillRuns(found.holder))
        throw alreadyRunning(dataDir, found.holder.pid, found.apiUrl);
      left = takeAway(file, found) ?? left;
    }
    return { lock, left };
  }

  /** Writes down a process of ours, or the address once it serves. */
  update(change: Partial<Pick<StackRecord, 'apiUrl' | 'children'>>): void {
    this.record = { ...this.record, ...change };
    const draft = this.draft();
    renameSync(draft, this.file);
  }

  /** Lets the data go. A lock that is no longer ours stays. */
  release(): void {
    if (readRecord(this.file)?.holder.pid === this.record.holder.pid) rmSync(this.file, { force: true });
  }

  /** A link appears with its whole content or not at all, and only where there is none: no reader sees half a lock. */
  private create(): boolean {
    const draft = this.draft();
    try {
      linkSync(draft, this.file);
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
      throw error;
    } finally {
      rmSync(draft, { force: true });
    }
  }

  private draft(): string {
    const draft = `${this.file}.${process.pid}`;
    writeFileSync(draft, `${JSON.stringify(this.record, null, 2)}\n`);
    return draft;
  }
}

/** The stack that works on a data directory now, or null. */
export function runningStack(dataDir: string): StackRecord | null {
  const record = readRecord(join(dataDir, 'stack.lock'));
  return record !== null && stillRuns(record.holder) ? record : null;
}

/** Moves a dead lock aside; gives back what it said, or null when another start was faster. */
function takeAway(file: string, dead: StackRecord | null): StackRecord | null {
  const aside = `${file}.dead.${process.pid}`;
  try {
    renameSync(file, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  const moved = readRecord(aside);
  if (moved !== null && stillRuns(moved.holder)) {
    // Another start took the dead lock between our look and our move: that one is the holder, so give it back.
    renameSync(aside, file);
    return null;
  }
  rmSync(aside, { force: true });
  return moved ?? dead;
}

/** A file that is not a lock of ours counts as none: it cannot name a holder. */
function readRecord(file: string): StackRecord | null {
  try {
    return recordSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError) return null;
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
