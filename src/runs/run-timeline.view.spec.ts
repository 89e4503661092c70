import type { RunDetail, RunPhase } from '@app/runs';
import { toTimelineView } from './run-timeline.view';

const second = (n: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, n));

describe('toTimelineView', () => {
  it('keeps phases that began in one moment in the order in which the run went through them', () => {
    const phases: RunPhase[] = [
      { name: 'running', startedAt: second(0), endedAt: second(1) },
      { name: 'synthesising', startedAt: second(1), endedAt: second(1) },
      { name: 'reporting', startedAt: second(1), endedAt: second(2) },
    ];
    const { entries } = toTimelineView({ phases, steps: [] } as unknown as RunDetail);
    expect(entries.map(({ name }) => name)).toEqual(['running', 'synthesising', 'reporting']);
  });
});
