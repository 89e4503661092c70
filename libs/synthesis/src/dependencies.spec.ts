import { aDraft } from '../../../test/support/agent-output.builder';
import { recommended } from '../../../test/support/recommendation.builder';
import { dependenciesOf, wavesOf } from './dependencies';

const needs = (key: string, ...others: string[]) =>
  aDraft({
    key,
    implementation: {
      effort: 'days',
      steps: [],
      prerequisites: [],
      dependencies: others.map((other) => ({ key: other, kind: 'after' as const, why: 'So.' })),
    },
  });

describe('dependenciesOf', () => {
  it('puts a commitment and the spreading over zones after hosting, and hosting after naming a model', () => {
    const workloadIds = ['w1'];
    const all = ['w1.commit', 'w1.pilot', 'w1.zones', 'w1.host', 'w1.name-model', 'w2.commit'].map((key) =>
      aDraft({ key, workloadIds: key.startsWith('w2') ? ['w2'] : workloadIds }),
    );
    const found = dependenciesOf(all);
    const keys = (key: string) => found.get(key)?.map((one) => `${one.kind} ${one.key}`);
    expect(keys('w1.commit')).toEqual(['after w1.host', 'after w1.pilot']);
    expect(keys('w1.zones')).toEqual(['after w1.host']);
    expect(keys('w1.host')).toEqual(['after w1.name-model']);
    expect(keys('w2.commit')).toEqual([]);
    expect(Object.fromEntries(wavesOf(found))).toEqual({
      'w1.pilot': 1,
      'w1.name-model': 1,
      'w1.host': 2,
      'w1.commit': 3,
      'w1.zones': 3,
      'w2.commit': 1,
    });
  });

  it('lets no workload go live before the grave controls that law asks of it', () => {
    const duty = (key: string, over: object) =>
      aDraft({
        key: `control.${key}`,
        severity: 'high',
        workloadIds: ['w1'],
        compliance: { requirements: ['gdpr:32'], note: '' },
        ...over,
      });
    const all = [
      aDraft({ key: 'w1.use-api', workloadIds: ['w1'] }),
      duty('encryption', {}),
      duty('mild', { severity: 'low' }),
      duty('no-duty', { compliance: { requirements: [], note: '' } }),
      duty('of-another', { workloadIds: ['w2'] }),
    ];
    const found = dependenciesOf(all);
    expect(found.get('w1.use-api')).toMatchObject([{ key: 'control.encryption', kind: 'before-go-live' }]);
    expect(wavesOf(found).get('w1.use-api')).toBe(1);
  });

  it('lets nothing that is rented go live outside of the landing zone', () => {
    const target = (instanceId: string | null) => ({
      workloadId: 'w1',
      mode: 'serving' as const,
      modelId: null,
      precision: 'fp16',
      accelerator: { id: 'l4', vendor: 'NVIDIA' },
      place:
        instanceId === null
          ? null
          : {
              instanceId,
              provider: 'aws',
              region: 'r',
              instanceType: 't',
              acceleratorsPerInstance: 1,
              byChip: false,
            },
      figures: {},
    });
    const zone = aDraft({ key: 'landing-zone' });
    const host = (place: string | null) =>
      dependenciesOf([aDraft({ key: 'w1.host', workloadIds: ['w1'], deployment: target(place) }), zone]).get(
        'w1.host',
      );
    expect(host('aws/t/r')).toMatchObject([{ key: 'landing-zone', kind: 'before-go-live' }]);
    expect(host(null)).toEqual([]);
  });

  it('leaves out what is not recommended, and nothing waits for itself', () => {
    expect(dependenciesOf([needs('a', 'a', 'b', 'gone'), needs('b')]).get('a')).toMatchObject([{ key: 'b' }]);
  });

  it('refuses recommendations that wait for each other, and names the ring', () => {
    expect(() =>
      dependenciesOf([needs('x', 'a'), needs('a', 'b'), needs('b', 'c'), needs('c', 'a')]),
    ).toThrow('a -> b -> c -> a');
  });
});

describe('what follows from a recommendation by rule', () => {
  it('is a range of person-days that holds its value, wider with more steps and longer words', () => {
    const days = (effort: 'days' | 'weeks' | 'months', steps: number) =>
      recommended([
        {
          key: 'k',
          implementation: {
            effort,
            steps: Array.from({ length: steps }, (_, index) => `Step ${index}`),
            prerequisites: [],
          },
        },
      ])[0]?.implementation.personDays;
    expect(days('days', 1)).toMatchObject({
      low: 1,
      value: 2,
      high: 4,
      unit: 'person-days',
      method: 'assumed',
    });
    expect(days('weeks', 3)).toMatchObject({ low: 5, value: 10, high: 20 });
    expect(days('months', 3)).toMatchObject({ low: 20, value: 49, high: 120 });
    expect(days('days', 6)).toMatchObject({ low: 3, value: 3.5, high: 4 });
    expect(days('days', 10)).toMatchObject({ low: 5, value: 5, high: 5 });
  });

  it('is a way back for its kind, unless an agent says one', () => {
    const rollback = (key: string, said?: string[]) =>
      recommended([
        {
          key,
          workloadIds: ['w1'],
          implementation: { effort: 'days', steps: [], prerequisites: [], ...(said && { rollback: said }) },
        },
      ])[0]?.implementation.rollback;
    expect(rollback('w1.commit')?.[0]).toContain('cannot be undone before its term ends');
    expect(rollback('w1.host')?.join(' ')).toContain('scale the fleet to zero');
    expect(rollback('control.encryption')?.[0]).toContain('not taken back');
    expect(rollback('confirm-prices')?.[0]).toContain('Nothing that runs is changed');
    expect(rollback('w1.host', ['Turn the switch back.'])).toEqual(['Turn the switch back.']);
  });
});
