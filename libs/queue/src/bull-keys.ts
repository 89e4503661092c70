/**
 * How BullMQ lays a queue out in Redis, as far as our scripts read it. It is no public interface of BullMQ's:
 * `bull-keys.int-spec.ts` holds it, so that an upgrade which changes it is noticed.
 */
export interface BullKeys {
  /** List, next one at the right: jobs without priority, and those that lost their worker. */
  readonly wait: string;
  /** List: jobs that workers have. */
  readonly active: string;
  /** Sorted set; the score is the priority times 2^32 plus a number that counts up. The lowest is next. */
  readonly prioritized: string;
  /** Sorted set; the score is the moment it is due, ms since 1970, times 4,096 plus a number that counts up. */
  readonly delayed: string;
  /** What the key of a job begins with: its id follows. A hash; `<job>:lock` is there while a worker has it. */
  readonly job: string;
}

/** The highest priority that BullMQ takes; the lowest is 1, for it takes 0 for none. */
export const HIGHEST_PRIORITY = 2_097_151;

export function bullKeys(prefix: string, queue: string): BullKeys {
  const job = `${prefix}:${queue}:`;
  return {
    wait: `${job}wait`,
    active: `${job}active`,
    prioritized: `${job}prioritized`,
    delayed: `${job}delayed`,
    job,
  };
}
