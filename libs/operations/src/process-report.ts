import { z } from 'zod';

const circuit = z.object({
  name: z.string(),
  state: z.enum(['closed', 'half-open', 'open']),
  since: z.string(),
  opened: z.number(),
  lastFailure: z.string().nullable(),
});

/** What a process tells about itself; it travels through Redis, and holds no secret. */
export const processReportSchema = z.object({
  id: z.string(),
  service: z.string(),
  host: z.string(),
  pid: z.number(),
  version: z.string(),
  startedAt: z.string(),
  /** When this was told, by the clock of the process. */
  at: z.string(),
  uptimeSeconds: z.number(),
  draining: z.boolean(),
  circuits: z.array(circuit),
  /** Delay in the last window of some seconds. */
  eventLoop: z.object({ p99Ms: z.number(), maxMs: z.number() }),
  memory: z.object({ heapUsedBytes: z.number(), residentBytes: z.number() }),
  databasePool: z.object({
    size: z.number(),
    inUse: z.number(),
    waiting: z.number(),
    limit: z.number(),
  }),
  /** Runs in work; null for a process that takes none. */
  activeRuns: z.number().nullable(),
  /** When this process last looked for lost runs; null for one that never did. */
  sweptAt: z.string().nullable(),
});

export type ProcessReport = z.infer<typeof processReportSchema>;

/** The report that a text holds; null when it holds none, or that of another version of the product. */
export function parseProcessReport(text: string): ProcessReport | null {
  try {
    return processReportSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
