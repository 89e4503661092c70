import type { RunEvent, RunEventBatch, RunEventLog } from '@app/events';
import { MetricsRegistry } from '@app/platform';
import type { PinoLogger } from 'nestjs-pino';
import type { RunControl } from './run-control';
import { RunNotices } from './run-notices';

const RUN = { tenantId: 't', id: 'r' };
const OTHER = { tenantId: 't', id: 'other' };

const progress = (done: number): RunEvent => ({
  type: 'run.progress',
  percent: done,
  step: 's',
  done,
  total: 11,
  at: '2026-01-01T00:00:00.000Z',
});
const numbers = (batches: readonly RunEventBatch[]) =>
  batches.flatMap(({ events }) => events.map((event) => (event.type === 'run.progress' ? event.done : 0)));

function theNotices(append: () => Promise<void> = () => Promise.resolve()) {
  const calls: (readonly RunEventBatch[])[] = [];
  const warnings: unknown[] = [];
  const log = {
    appendAll: async (batches: readonly RunEventBatch[]) => {
      calls.push(batches);
      await append();
      return batches.map(() => ({ status: 'fulfilled', value: undefined }));
    },
  };
  const logger = { setContext: () => undefined, warn: (what: unknown) => warnings.push(what) };
  const notices = new RunNotices(
    log as unknown as RunEventLog,
    {} as RunControl,
    logger as unknown as PinoLogger,
    new MetricsRegistry(),
  );
  return { notices, calls, warnings };
}

describe('RunNotices', () => {
  it('sends what a worker notes of several runs together, in the order of the calls', async () => {
    const { notices, calls } = theNotices();
    notices.note(RUN, [progress(1)]);
    notices.note(OTHER, [progress(2)]);
    notices.note(RUN, [progress(3), progress(4)]);
    await notices.told(RUN.id);
    expect(calls).toHaveLength(1);
    expect(numbers(calls.flat())).toEqual([1, 2, 3, 4]);
  });

  it('is done telling only when everything is out', async () => {
    let arrive: () => void = () => undefined;
    const arrived = new Promise<void>((resolve) => (arrive = resolve));
    const { notices } = theNotices(() => arrived);
    notices.note(RUN, [progress(1)]);
    let isTold = false;
    const told = notices.told(RUN.id).then(() => (isTold = true));
    await new Promise((resolve) => setImmediate(resolve));
    expect(isTold).toBe(false);
    arrive();
    await told;
  });

  it('publishes after what was noted before', async () => {
    const { notices, calls } = theNotices();
    notices.note(RUN, [progress(1)]);
    await notices.publish(RUN, [progress(2)]);
    expect(numbers(calls.flat())).toEqual([1, 2]);
  });

  it('goes on, and says so in the log, when the stream takes nothing', async () => {
    const { notices, warnings } = theNotices(() => Promise.reject(new Error('away')));
    notices.note(RUN, [progress(1)]);
    await notices.told(RUN.id);
    await notices.publish(RUN, [progress(2)]);
    expect(warnings).toHaveLength(2);
  });

  it('has nothing to wait for when nothing was said', async () => {
    const { notices, calls } = theNotices();
    await notices.told(RUN.id);
    expect(calls).toEqual([]);
  });
});
