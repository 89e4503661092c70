import type { RedisInfo } from './redis-info';

/** Whether a Redis keeps every job: it does, it does not, or it does not say. */
export interface SafetyVerdict {
  readonly safety: 'safe' | 'unsafe' | 'unknown';
  /** What was found and how it should be, one sentence part each. */
  readonly findings: readonly string[];
}

/** How to mend both settings, for whoever reads the refusal. */
export const SAFETY_REMEDY =
  'Set `maxmemory-policy noeviction` and `appendonly yes` in its configuration, or at once with ' +
  '`CONFIG SET maxmemory-policy noeviction` and `CONFIG SET appendonly yes`.';

/** Judges a Redis by its own words: nothing may be evicted, and an append-only file must outlive a restart. */
export function judgeSafety({ maxmemoryPolicy, appendOnly }: RedisInfo): SafetyVerdict {
  const unsafe = [
    ...(maxmemoryPolicy !== null && maxmemoryPolicy !== 'noeviction'
      ? [`its maxmemory-policy is ${maxmemoryPolicy}, which drops queued runs when memory is short`]
      : []),
    ...(appendOnly === false ? ['its appendonly is no, so that queued runs are gone after a restart'] : []),
  ];
  if (unsafe.length > 0) return { safety: 'unsafe', findings: unsafe };
  const untold = [
    ...(maxmemoryPolicy === null ? ['INFO names no maxmemory_policy'] : []),
    ...(appendOnly === null ? ['INFO names no aof_enabled'] : []),
  ];
  return untold.length > 0 ? { safety: 'unknown', findings: untold } : { safety: 'safe', findings: [] };
}
