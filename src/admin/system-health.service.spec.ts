import { Clock } from '@app/kernel';
import type { ProcessDirectory, ProcessReport, ProcessState } from '@app/operations';
import type { QueueLag, QueueMonitor } from '@app/queue';
import type { RedisMemory } from '@app/redis';
import { SystemHealth } from './system-health.service';

const NOW = '2026-11-21T09:00:00.000Z';

class FixedClock extends Clock {
  override now(): Date {
    return new Date(NOW);
  }
}

function aReport(id: string, activeRuns: number | null): ProcessReport {
  return { id, circuits: [], activeRuns, sweptAt: null } as unknown as ProcessReport;
}

function read(others: readonly ProcessReport[], memory: number | null, lag: QueueLag | null) {
  return new SystemHealth(
    { list: () => Promise.resolve(others) } as unknown as ProcessDirectory,
    { report: aReport('own', null) } as unknown as ProcessState,
    {
      lag: () => (lag ? Promise.resolve(lag) : Promise.reject(new Error('away'))),
    } as unknown as QueueMonitor,
    { look: () => Promise.resolve(memory) } as unknown as RedisMemory,
    new FixedClock(),
  ).read();
}

describe('SystemHealth', () => {
  const lag: QueueLag = { waiting: 0, active: 0, delayed: 0, oldestWaitingMs: 0 };
  const worker = aReport('worker', 0);

  it('is well with a worker, a queue that answers and room', async () => {
    expect(await read([worker], 0.2, lag)).toMatchObject({ status: 'ok', reasons: [] });
  });

  it.each([
    ['no worker is there', read([], null, lag)],
    ['Redis has no room left', read([worker], 1.01, lag)],
    ['unknown: queue', read([worker], null, null)],
  ])('is degraded, and says why: %s', async (reason, reading) => {
    expect(await reading).toMatchObject({ status: 'degraded', reasons: [reason] });
  });
});
