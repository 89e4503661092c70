import { parseRedisInfo } from './redis-info';
import { judgeSafety } from './redis-safety';

describe('the safety of a Redis', () => {
  const verdictOf = (...lines: string[]) => judgeSafety(parseRedisInfo(lines.join('\r\n')));

  it('is there with noeviction and an append-only file', () => {
    const verdict = verdictOf('# Memory', 'maxmemory_policy:noeviction', '# Persistence', 'aof_enabled:1');
    expect(verdict).toEqual({ safety: 'safe', findings: [] });
  });

  it('is missing when either is otherwise, and each is named', () => {
    const { safety, findings } = verdictOf('maxmemory_policy:allkeys-lru', 'aof_enabled:0');
    expect(safety).toBe('unsafe');
    expect(findings).toEqual([
      expect.stringContaining('maxmemory-policy is allkeys-lru'),
      expect.stringContaining('appendonly is no'),
    ]);
    expect(verdictOf('maxmemory_policy:noeviction', 'aof_enabled:0').safety).toBe('unsafe');
  });

  it('cannot be told where the server does not say', () => {
    expect(verdictOf('maxmemory_policy:noeviction')).toEqual({
      safety: 'unknown',
      findings: ['INFO names no aof_enabled'],
    });
    expect(verdictOf('').findings).toHaveLength(2);
  });

  it('is missing when what is said is bad, though the rest is not said', () => {
    expect(verdictOf('aof_enabled:0').safety).toBe('unsafe');
  });
});

describe('what Redis says of itself', () => {
  it('is read with its colons, and null where it is not there', () => {
    const info = parseRedisInfo('run_id:ab:c\r\nused_memory:700\r\nmaxmemory:1000\r\n');
    expect(info).toEqual({
      runId: 'ab:c',
      usedBytes: 700,
      maxBytes: 1000,
      maxmemoryPolicy: null,
      appendOnly: null,
    });
  });
});
