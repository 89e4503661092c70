import type { AgentId, Decision } from '@app/agents';
import { InvariantError } from '@app/kernel';
import { aDecision, anOutput } from '../../../test/support/agent-output.builder';
import { settleDecisions } from './settle-decisions';

function settled(votes: ReadonlyArray<readonly [AgentId, Partial<Decision>]>) {
  const outputs = votes.map(([agent, vote]) => anOutput({ agent, decisions: [aDecision(vote)] }));
  const [decision] = settleDecisions(outputs);
  if (!decision) throw new InvariantError('nothing was settled');
  return decision;
}

describe('settleDecisions', () => {
  it('lets an obligation outrank any number of votes for cost', () => {
    const decision = settled([
      ['cto', { option: 'api', basis: 'cost' }],
      ['cloud-engineer', { option: 'api', basis: 'cost' }],
      ['compliance', { option: 'self-host', basis: 'obligation' }],
    ]);
    expect(decision).toMatchObject({ option: 'self-host', contested: true });
    expect(decision.rule).toBe(
      'Compliance decided: an obligation outranks cost, the strongest ground for “Option api”.',
    );
    expect(decision.votes.map((vote) => vote.agent)).toEqual(['cto', 'cloud-engineer', 'compliance']);
  });

  it('lets a weighing as stated outrank any one criterion, and no limit', () => {
    const votes = (basis: Decision['basis']) =>
      settled([
        ['cto', { option: 'cheap', basis: 'cost' }],
        ['cloud-engineer', { option: 'cheap', basis }],
        ['ai-consultant', { option: 'clean', basis: 'weights' }],
      ]).option;
    expect([votes('cost'), votes('risk')]).toEqual(['clean', 'clean']);
    expect([votes('feasibility'), votes('constraint'), votes('obligation')]).toEqual([
      'cheap',
      'cheap',
      'cheap',
    ]);
  });

  it('counts votes where options rest on the same ground', () => {
    const decision = settled([
      ['cto', { option: 'api' }],
      ['cloud-engineer', { option: 'self-host' }],
      ['mlops', { option: 'self-host', basis: 'preference' }],
    ]);
    expect(decision.option).toBe('self-host');
    expect(decision.rule).toContain('both rest on cost; the first has more votes (2 to 1)');
  });

  it('falls back to the order of agents where ground and votes are equal', () => {
    const decision = settled([
      ['cto', { option: 'zeta' }],
      ['mlops', { option: 'alpha' }],
    ]);
    expect(decision.option).toBe('zeta');
    expect(decision.rule).toContain('CTO comes first in the order of agents');
  });

  it('does not call agreement a conflict', () => {
    const decision = settled([
      ['cto', { option: 'api', basis: 'cost' }],
      ['mlops', { option: 'api', basis: 'risk' }],
    ]);
    expect(decision.contested).toBe(false);
    expect(decision.rule).toBe('CTO and MLOps agree; the strongest ground is cost.');
  });

  it('says when only one agent voted', () => {
    expect(settled([['ai-consultant', { basis: 'constraint' }]]).rule).toBe(
      'Only AI consultant voted; the strongest ground is a constraint that was given.',
    );
  });

  it('marks what presumes another decision that fell otherwise, and puts it last', () => {
    const presumes = { key: 'w1.hosting', options: ['self-host'], words: 'if hosted' };
    const decisions = (hosting: string) =>
      settleDecisions([
        anOutput({
          agent: 'cto',
          decisions: [
            aDecision({ key: 'w1.accelerator', label: 'Accelerator', option: 'h100', presumes }),
            aDecision({ key: 'w1.hosting', label: 'Hosting', option: hosting }),
            aDecision({ key: 'w2.hosting', label: 'Hosting of w2', option: 'api' }),
          ],
        }),
      ]).map((decision) => decision.label);
    expect(decisions('api')).toEqual(['Hosting', 'Hosting of w2', 'Accelerator (if hosted)']);
    expect(decisions('self-host')).toEqual(['Hosting', 'Accelerator', 'Hosting of w2']);
  });

  it('sets a vote aside that presumes another place than the one that was settled on', () => {
    const boughtAt = (place: string) => ({
      key: 'w1.purchase',
      label: 'Way of buying',
      presumes: { key: 'w1.provider', options: [place], words: `if at ${place}` },
    });
    const decisions = (basis: Decision['basis']) =>
      settleDecisions([
        anOutput({
          agent: 'cloud-engineer',
          decisions: [
            aDecision({ key: 'w1.provider', option: 'lambda', basis: 'cost' }),
            aDecision({ ...boughtAt('lambda'), option: 'on-demand', basis: 'preference' }),
          ],
        }),
        anOutput({
          agent: 'ai-consultant',
          decisions: [
            aDecision({ key: 'w1.provider', option: 'gcp', basis }),
            aDecision({ ...boughtAt('gcp'), option: 'spot', basis: 'cost' }),
          ],
        }),
      ]).find(({ key }) => key === 'w1.purchase');
    expect(decisions('preference')).toMatchObject({
      option: 'on-demand',
      label: 'Way of buying',
      contested: true,
    });
    expect(decisions('preference')?.rule).toContain(
      'Set aside, for another choice fell otherwise: “Option spot”',
    );
    expect(decisions('preference')?.votes).toHaveLength(2);
    expect(decisions('constraint')).toMatchObject({ option: 'spot' });
  });

  it('calls no conflict what is set aside for its place and asks for the same', () => {
    const agreed = (agent: AgentId, place: string) =>
      anOutput({
        agent,
        decisions: [
          aDecision({ key: 'w1.provider', option: place }),
          aDecision({
            key: 'w1.purchase',
            option: 'on-demand',
            presumes: { key: 'w1.provider', options: [place], words: `if at ${place}` },
          }),
        ],
      });
    const decisions = settleDecisions([agreed('cloud-engineer', 'lambda'), agreed('ai-consultant', 'gcp')]);
    const purchase = decisions.find(({ key }) => key === 'w1.purchase');
    expect(purchase).toMatchObject({ option: 'on-demand', contested: false });
    expect(purchase?.rule).not.toContain('Set aside');
    expect(purchase?.votes).toHaveLength(2);
  });

  it('marks what hangs on a choice that hangs on one that fell otherwise, by the first of them', () => {
    const hosted = { key: 'w1.hosting', options: ['self-host'], words: 'if hosted' };
    const there = { key: 'w1.provider', options: ['aws'], words: 'if at aws' };
    const [, ...others] = settleDecisions([
      anOutput({
        agent: 'cto',
        decisions: [
          aDecision({ key: 'w1.hosting', label: 'Hosting', option: 'api' }),
          aDecision({ key: 'w1.provider', label: 'Place', option: 'aws', presumes: hosted }),
          aDecision({ key: 'w1.purchase', label: 'Buying', option: 'spot', presumes: there }),
        ],
      }),
    ]);
    expect(others.map(({ label }) => label)).toEqual(['Place (if hosted)', 'Buying (if hosted)']);
  });

  it('tells workloads in the order in which agents speak of them, and what concerns all of them after those', () => {
    const keys = ['framework-duty', 'framework:gdpr', 'zebra.hosting', 'zebra.model', 'ant.hosting'];
    const outputs = [anOutput({ agent: 'cto', decisions: keys.map((key) => aDecision({ key })) })];
    expect(settleDecisions(outputs).map(({ key }) => key)).toEqual([
      'zebra.hosting',
      'zebra.model',
      'ant.hosting',
      'framework-duty',
      'framework:gdpr',
    ]);
  });

  it('settles each key on its own, ordered by key', () => {
    const outputs = [
      anOutput({ agent: 'cto', decisions: [aDecision({ key: 'b' }), aDecision({ key: 'a' })] }),
    ];
    expect(settleDecisions(outputs).map((decision) => decision.key)).toEqual(['a', 'b']);
  });
});

describe('settleDecisions with decisions of people', () => {
  const votes: ReadonlyArray<readonly [AgentId, Partial<Decision>]> = [
    ['cto', { option: 'api' }],
    ['compliance', { option: 'self-host', basis: 'obligation' }],
  ];
  const decided = (option: string, key = 'w1.hosting') => ({
    ...{ key, option, why: 'We have the people', by: 'Ada', decidedAt: '2026-11-20T00:00:00.000Z' },
    version: 3,
  });
  const withPerson = (option: string, key?: string) => {
    const outputs = votes.map(([agent, vote]) => anOutput({ agent, decisions: [aDecision(vote)] }));
    return settleDecisions(outputs, [decided(option, key)])[0];
  };

  it('takes what a person decided, and tells the rule that would have won', () => {
    const decision = withPerson('api');
    expect(decision).toMatchObject({ option: 'api', optionLabel: 'Option api', contested: true });
    expect(decision?.person).toMatchObject({ honoured: true, ruleOption: 'self-host', version: 3 });
    expect(decision?.rule).toBe(
      'Decided by a person, Ada: We have the people. By the rule “Option self-host” would have won: ' +
        'Compliance decided: an obligation outranks cost, the strongest ground for “Option api”.',
    );
  });

  it('says that the rule gives the same where it does', () => {
    expect(withPerson('self-host')?.rule).toContain('The rule gives the same');
  });

  it('lets the rule stand where nobody proposes the option, and says so', () => {
    const decision = withPerson('colocation');
    expect(decision?.option).toBe('self-host');
    expect(decision?.person?.honoured).toBe(false);
    expect(decision?.rule).toContain('proposed: “Option api” and “Option self-host”');
  });

  it('touches no other choice', () => {
    expect(withPerson('api', 'w2.hosting')?.person).toBeUndefined();
  });

  describe('what the run was planned with', () => {
    const override = {
      key: 'w1.hosting',
      option: 'api',
      why: 'It ends in March',
      by: 'Ada',
      decidedAt: '2026-11-19T00:00:00.000Z',
      version: 1,
    };
    const settledWith = (refused: string | null) =>
      settleDecisions(
        [
          anOutput({
            agent: 'cto',
            decisions: [aDecision({ key: 'w1.hosting', option: 'self-host' })],
            followed: [{ key: 'w1.hosting', option: 'api', by: 'Ada', optionLabel: 'Model API', refused }],
          }),
        ],
        [override],
      )[0];

    it('stands though no agent proposes it', () => {
      expect(settledWith(null)).toMatchObject({
        option: 'api',
        optionLabel: 'Model API',
        contested: true,
        person: { honoured: true, ruleOption: 'self-host' },
      });
    });

    it('leaves the rule where nothing could be planned with it, and says why', () => {
      const one = settledWith('the input rules out APIs of third parties');
      expect(one).toMatchObject({ option: 'self-host', person: { honoured: false } });
      expect(one?.rule).toContain('cannot be followed: the input rules out APIs of third parties.');
    });
  });
});
