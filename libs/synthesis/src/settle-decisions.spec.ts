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

  it('settles each key on its own, ordered by key', () => {
    const outputs = [
      anOutput({ agent: 'cto', decisions: [aDecision({ key: 'b' }), aDecision({ key: 'a' })] }),
    ];
    expect(settleDecisions(outputs).map((decision) => decision.key)).toEqual(['a', 'b']);
  });
});
