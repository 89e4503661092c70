import type { AssessmentInput } from '@app/assessments';
import { loadCatalog } from '@app/catalog';
import { priceScope, type PriceScope } from './price-scope';

function scope(constraints: AssessmentInput['constraints'], residency?: string[]): PriceScope {
  const workload = { kind: 'rag', ...(residency ? { residency } : {}) } as const;
  const input: AssessmentInput = {
    name: 'A test',
    workloads: [workload],
    ...(constraints ? { constraints } : {}),
  };
  return priceScope(input, workload, 0, loadCatalog(), '2026-11-20');
}

describe('priceScope', () => {
  it('leaves everything open where nothing was stated', () => {
    expect(scope(undefined).constraints).toEqual({ asOf: '2026-11-20' });
  });

  it('keeps the regions that lie where the data must stay', () => {
    const { constraints } = scope(undefined, ['DE']);
    expect(constraints.regions).toEqual(['eu-central-1', 'europe-west3', 'germanywestcentral']);
  });

  it('takes regions by id or by the place they lie in', () => {
    expect(scope({ regions: ['eu-north-1'] }).constraints.regions).toEqual(['eu-north-1']);
    expect(scope({ regions: ['SE'] }).constraints.regions).toEqual(['eu-north-1', 'swedencentral']);
    expect(scope({ regions: ['eu-central-1'] }).constraints.regions).not.toContain('europe-west3');
  });

  it('joins both limits and names the answers', () => {
    const result = scope({ regions: ['eu-north-1', 'us-east-1'], providers: ['aws'] }, ['EU']);
    expect(result.constraints).toMatchObject({ regions: ['eu-north-1'], providers: ['aws'] });
    expect(result.outsideResidency).toEqual(['us-east-1']);
    expect(result.answers).toEqual([
      'input:/constraints/providers',
      'input:/constraints/regions',
      'input:/workloads/0/residency',
    ]);
    expect(result.onPremisesAllowed).toBe(false);
  });

  it('rents from nobody where only own hardware is allowed', () => {
    const result = scope({ providers: ['on-premises'] });
    expect(result.constraints.providers).toEqual([]);
    expect(result.onPremisesAllowed).toBe(true);
  });
});
