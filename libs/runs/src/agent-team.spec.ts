import type { AssessmentInput } from '@app/assessments';
import { loadCatalog } from '@app/catalog';
import { AgentTeam } from './agent-team';

const input: AssessmentInput = {
  name: 'x',
  workloads: [{ id: 'w', kind: 'llm-serving', traffic: { requestsPerDay: 1_000 } }],
};

describe('AgentTeam', () => {
  const team = new AgentTeam();
  const catalogDay = loadCatalog().asOf;

  it('takes a day for which its catalog can speak', () => {
    expect(team.problemsOf(input, catalogDay)).toEqual([]);
    expect(team.problemsOf(input, '2026-11-20')).toEqual([]);
  });

  it.each(['1900-01-01', '2026-01-01', '2999-01-01'])('refuses to assess as of %s', (asOf) => {
    expect(team.problemsOf(input, asOf)).toMatchObject([
      { code: 'run.as-of-out-of-range', pointer: '/asOf' },
    ]);
  });

  it('names what contradicts itself', () => {
    const torn = { ...input, constraints: { selfHostOnly: true, apiOnly: true } };
    expect(team.problemsOf(torn, '2026-11-20').map(({ code }) => code)).toContain('input.contradiction');
  });

  it('tells its results apart by product and catalog', () => {
    expect(team.basis).toContain(catalogDay);
  });
});
