/** What a Redis says of itself in `INFO`; null where it does not say. */
export interface RedisInfo {
  /** New with every start of the server, and another on another server. */
  readonly runId: string | null;
  readonly maxmemoryPolicy: string | null;
  readonly appendOnly: boolean | null;
  readonly usedBytes: number | null;
  /** 0: no limit. */
  readonly maxBytes: number | null;
}

/** Reads the answer to `INFO`, which every server allows where `CONFIG` may be forbidden. */
export function parseRedisInfo(text: string): RedisInfo {
  const fields = new Map(
    text
      .split(/\r?\n/)
      .filter((line) => line.includes(':') && !line.startsWith('#'))
      .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()] as const),
  );
  const aof = fields.get('aof_enabled');
  return {
    runId: fields.get('run_id') ?? null,
    maxmemoryPolicy: fields.get('maxmemory_policy') ?? null,
    appendOnly: aof === undefined ? null : aof === '1',
    usedBytes: numberIn(fields.get('used_memory')),
    maxBytes: numberIn(fields.get('maxmemory')),
  };
}

function numberIn(text: string | undefined): number | null {
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : null;
}
