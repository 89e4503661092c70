import type { AssessmentInput } from '@app/assessments';
import { loadCatalog } from '@app/catalog';
import { AgentTeam, basisOf } from './agent-team';

const input: AssessmentInput = {
  name: 'x',
  workloads: [{ id: 'w', kind: 'llm-serving', traffic: { requestsPerDay: 1_000 } }],
};

describe('AgentTeam', () => {
  const team = new AgentTeam();
  const catalog = loadCatalog();
  const catalogDay = catalog.asOf;

  it('takes a day for which its catalog can speak', () => {
    expect(team.problemsOf(input, catalogDay, catalog)).toEqual([]);
    expect(team.problemsOf(input, '2026-11-20', catalog)).toEqual([]);
  });

  it.each(['1900-01-01', '2026-01-01', '2999-01-01'])('refuses to assess as of %s', (asOf) => {
    expect(team.problemsOf(input, asOf, catalog)).toMatchObject([
      { code: 'run.as-of-out-of-range', pointer: '/asOf' },
    ]);
  });

  it('names what contradicts itself', () => {
    const torn = { ...input, constraints: { selfHostOnly: true, apiOnly: true } };
    expect(team.problemsOf(torn, '2026-11-20', catalog).map(({ code }) => code)).toContain(
      'input.contradiction',
    );
  });

  it('tells its results apart by product, catalog and the files of the tenant', () => {
    expect(team.basis).toContain(catalogDay);
    expect(basisOf(team, { overridesVersion: 0 })).toBe(team.basis);
    expect(basisOf(team, { overridesVersion: 4 })).toContain('version 4 of the tenant');
  });
});
