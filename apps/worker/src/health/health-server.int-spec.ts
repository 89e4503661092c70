import { RunHarness, aTeam } from '../../../../test/support/run-harness';
import { ProgressWatchdog } from '../watchdog/progress-watchdog.service';
import { HealthServer } from './health-server';

describe('the probes of a worker', () => {
  let worker: RunHarness;

  beforeAll(async () => {
    worker = await RunHarness.start('worker-health', aTeam());
  });
  afterAll(() => worker.stop());

  const ask = async (path: string) => {
    const answer = await fetch(`http://127.0.0.1:${worker.get(HealthServer).port}${path}`);
    return { status: answer.status, text: await answer.text() };
  };

  it('say that it is alive and takes runs', async () => {
    expect(await ask('/health')).toEqual({ status: 200, text: '{"status":"ok"}' });
    const { status, text } = await ask('/ready');
    expect([status, JSON.parse(text)]).toEqual([
      200,
      { status: 'ready', checks: { database: true, redis: true, taking: true, draining: false } },
    ]);
  });

  it('say that it is stuck once its watchdog found so', async () => {
    jest.spyOn(worker.get(ProgressWatchdog), 'isStuck', 'get').mockReturnValue(true);
    expect(await ask('/health')).toEqual({ status: 503, text: '{"status":"stuck"}' });
  });

  it('show the metrics of loop, heap, pool and circuits', async () => {
    const { text } = await ask('/metrics');
    for (const name of [
      'nodejs_eventloop_lag_p99_seconds',
      'nodejs_heap_size_used_bytes',
      'infra_mind_event_loop_delay_seconds{quantile="1"}',
      'infra_mind_event_loop_blocked_windows_total',
      'infra_mind_mongodb_connections{state="limit"}',
      'infra_mind_circuit_state{circuit="mongodb"}',
      'infra_mind_circuit_state{circuit="redis"}',
    ])
      expect(text).toContain(`\n${name} `);
  });
});
