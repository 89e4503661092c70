import { Injectable } from '@nestjs/common';
import { AppError, Clock, contentHash, newId } from '@app/kernel';
import { AppConfig } from '@app/platform';
import { setTimeout as delay } from 'node:timers/promises';
import type { IdempotencyRecord, KeptAnswer } from './idempotency-key.schema';
import { badIdempotencyKey, idempotencyInProgress, idempotencyKeyReused } from './idempotency.errors';
import type { KeyScope } from './idempotency.repository';
import { IdempotencyRepository } from './idempotency.repository';

const KEY = /^[\x21-\x7e]{1,255}$/;
/** Longer than any creation takes; a process that died holds a key for no longer than this. */
const LEASE_MS = 30_000;
/** How long a second request waits for the first before it is told to come back. */
const PATIENCE_MS = 10_000;
const FIRST_LOOK_MS = 20;
const LONGEST_PAUSE_MS = 250;

/** Errors after which nothing was made for certain: the request itself was refused. */
const REFUSALS: ReadonlySet<string> = new Set<AppError['kind']>([
  'invalid',
  'unauthenticated',
  'forbidden',
  'not-found',
  'conflict',
  'gone',
  'precondition-failed',
  'precondition-required',
  'unsupported-media-type',
  'not-acceptable',
  'too-large',
  'unprocessable',
  'rate-limited',
]);

/** Does a creation once, however often and however much at the same time it is asked for with one key. */
@Injectable()
export class IdempotencyService {
  constructor(
    private readonly repository: IdempotencyRepository,
    private readonly config: AppConfig,
    private readonly clock: Clock,
  ) {}

  /**
   * Runs `work` with the id that the thing to make must have, or gives the answer of the request that did.
   * @throws idempotency.bad-key
   * @throws idempotency.key-reused when the key came with another body before
   * @throws idempotency.in-progress when the first request takes longer than a second one can wait
   */
  async once(
    scope: KeyScope,
    body: unknown,
    work: (resourceId: string) => Promise<KeptAnswer>,
  ): Promise<{ readonly answer: KeptAnswer; readonly replayed: boolean }> {
    if (!KEY.test(scope.key)) throw badIdempotencyKey();
    const mine = this.newRecord(scope, contentHash(body ?? null));
    const giveUpAt = this.clock.now().getTime() + PATIENCE_MS;
    for (let pause = FIRST_LOOK_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
      const theirs = await this.repository.find(scope);
      if (theirs && theirs.bodyHash !== mine.bodyHash) throw idempotencyKeyReused();
      if (theirs?.answer) return { answer: theirs.answer, replayed: true };
      const turn = theirs ? await this.takeOver(theirs, mine.owner) : await this.claim(mine);
      if (turn) return { answer: await this.perform(turn, work), replayed: false };
      if (this.clock.now().getTime() >= giveUpAt) throw idempotencyInProgress();
      await delay(pause);
    }
  }

  private async claim(mine: IdempotencyRecord): Promise<IdempotencyRecord | null> {
    return (await this.repository.claim(mine)) ? mine : null;
  }

  /** The reserved id goes over with the work: what the owner before may have made is found under it. */
  private async takeOver(theirs: IdempotencyRecord, owner: string): Promise<IdempotencyRecord | null> {
    if (theirs.leaseUntil > this.clock.now()) return null;
    const taken = { ...theirs, owner, leaseUntil: this.leaseEnd() };
    return (await this.repository.takeOver(theirs, owner, taken.leaseUntil)) ? taken : null;
  }

  private async perform(
    record: IdempotencyRecord,
    work: (resourceId: string) => Promise<KeptAnswer>,
  ): Promise<KeptAnswer> {
    let answer: KeptAnswer;
    try {
      answer = await work(record.resourceId);
    } catch (error) {
      if (error instanceof AppError && REFUSALS.has(error.kind)) await this.repository.forget(record);
      else await this.repository.endLease(record, this.clock.now());
      throw error;
    }
    await this.repository.keep(record, answer);
    return answer;
  }

  private newRecord(scope: KeyScope, bodyHash: string): IdempotencyRecord {
    const expiresAt = new Date(this.clock.now().getTime() + this.config.env.IDEMPOTENCY_HOURS * 3_600_000);
    const ids = { _id: newId(), resourceId: newId(), owner: newId() };
    return { ...scope, ...ids, bodyHash, leaseUntil: this.leaseEnd(), answer: null, expiresAt };
  }

  private leaseEnd(): Date {
    return new Date(this.clock.now().getTime() + LEASE_MS);
  }
}
