import type { ProcessReport } from '@app/operations';
import type { CircuitReport } from '@app/platform';
import { rollUp } from './dependency-rollup';

const SINCE = '2026-11-21T09:00:00.000Z';

function aProcess(id: string, circuits: Record<string, CircuitReport['state']>): ProcessReport {
  const entries = Object.entries(circuits);
  return {
    id,
    service: 'worker',
    circuits: entries.map(([name, state]) => ({ name, state, since: SINCE, opened: 2, lastFailure: null })),
  } as unknown as ProcessReport;
}

describe('the roll-up of dependencies', () => {
  it.each([
    [['closed', 'closed'], 'closed'],
    [['closed', 'half-open'], 'half-open'],
    [['open', 'half-open', 'closed'], 'open'],
  ] as const)('of %j is %s', (states, worst) => {
    const reports = states.map((state, index) => aProcess(`p${index}`, { redis: state }));
    expect(rollUp(reports)).toMatchObject([{ name: 'redis', state: worst }]);
  });

  it('names each dependency once, with who sees it and how', () => {
    const reports = [
      aProcess('a', { redis: 'closed', mongodb: 'open' }),
      aProcess('b', { 'openai/x': 'closed' }),
    ];
    const rolled = rollUp(reports);
    expect(rolled.map(({ name }) => name)).toEqual(['mongodb', 'openai/x', 'redis']);
    expect(rolled[0]?.seenBy).toEqual([
      { processId: 'a', service: 'worker', state: 'open', since: SINCE, timesOpened: 2, lastFailure: null },
    ]);
  });
});
