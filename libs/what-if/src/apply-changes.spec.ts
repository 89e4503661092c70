import { applyChanges } from './apply-changes';

describe('applyChanges', () => {
  it('lets a growth a month stand in place of a growth of another shape, and leaves that be otherwise', () => {
    const growth = { kind: 'linear', perMonth: 0.1 } as const;
    const traffic = { requestsPerDay: 10, growth };
    const input = { name: 'x', workloads: [{ id: 'w1', kind: 'llm-serving', traffic }] } as const;
    const changedBy = (change: object) =>
      applyChanges(input, [{ traffic: change }]).input.workloads[0]?.traffic;
    expect(changedBy({ growthPerMonth: 0.02 })).toMatchObject({ growthPerMonth: 0.02, growth: undefined });
    expect(changedBy({ factor: 2 })).toMatchObject({ requestsPerDay: 20, growth });
  });
});
