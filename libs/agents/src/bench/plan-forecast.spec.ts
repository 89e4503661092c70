import type { AssessmentInput } from '@app/assessments';
import { loadCatalog } from '@app/catalog';
import { createWorkbench } from '../create-workbench';
import { planForecast } from './plan-forecast';

const INPUT: AssessmentInput = {
  name: 'Support',
  workloads: [
    { id: 'chat', kind: 'llm-serving', model: { id: 'llama-3.1-8b' }, traffic: { requestsPerDay: 800_000 } },
  ],
  constraints: { selfHostOnly: true },
};

describe('the stairs of a forecast', () => {
  const stairsOf = (option: string) => {
    const decisions = [{ key: 'chat.scaling', option, by: 'Ada' }];
    const bench = createWorkbench({
      input: INPUT,
      catalog: loadCatalog(),
      asOf: '2026-11-20',
      seed: 1,
      decisions,
    });
    const line = planForecast(bench)?.question.lines.find(({ kind }) => kind === 'stairs');
    return line?.kind === 'stairs' ? line : null;
  };

  it('end where a person decided that the fleet ends, whatever load comes', () => {
    const decided = stairsOf('fixed:30');
    expect(decided?.loads).toEqual([Infinity]);
    expect(new Set(decided?.monthlyUsd).size).toBe(1);
  });

  it('climb with the load where nobody did', () => {
    const free = stairsOf('fixed');
    expect(free?.loads.length).toBeGreaterThan(3);
    expect(free?.loads.every(Number.isFinite)).toBe(true);
  });
});
