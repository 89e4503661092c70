import type { Approval, Statement } from './approval';
import { moveOf, stateAt, withdrawalOf } from './approval-machine';
import { votesOf, waitingFor } from './approval-votes';

const START = new Date('2026-11-01T09:00:00Z');
const DAY_MS = 86_400_000;
const later = (days: number): Date => new Date(START.getTime() + days * DAY_MS);

const steps = [
  { name: 'Engineering', role: 'engineer', quorum: 2, deadlineDays: 3 },
  { name: 'Finance', role: 'cfo', quorum: 1, deadlineDays: 7 },
];
const members = [
  { person: 'ann', roles: ['engineer'] },
  { person: 'bob', roles: ['engineer'] },
  { person: 'cid', roles: ['engineer', 'cfo'] },
  { person: 'dan', roles: ['cfo'] },
  { person: 'eve', roles: ['observer'] },
];

function anApproval(given: Partial<Approval> = {}): Approval {
  const first = { steps, members, stepIndex: 0, entries: [] };
  return {
    ...{ id: 'a1', tenantId: 't', workflowId: 'spend', workflowVersion: 1, ...first },
    ...{
      subject: { kind: 'report', runId: 'r1' },
      contentHash: 'h',
      state: 'pending',
      by: 'ann',
      note: null,
    },
    ...{ stepStartedAt: START, stepDeadline: later(3), createdAt: START, endedAt: null, version: 1 },
    ...{ waitingFor: waitingFor(votesOf(first)) },
    ...given,
  };
}

const says = (by: string, decision: Statement['decision'], given: Partial<Statement> = {}): Statement => ({
  by,
  as: 'engineer',
  decision,
  comment: null,
  delegateTo: null,
  ...given,
});

/** The approval after all of these, an hour apart. */
function after(...said: readonly Statement[]): Approval {
  return said.reduce((approval, one, index) => {
    const { entry, change } = moveOf(approval, one, later((index + 1) / 24));
    return { ...approval, ...change, version: approval.version + 1, entries: [...approval.entries, entry] };
  }, anApproval());
}

describe('moveOf', () => {
  it('goes from step to step by their quorums, and ends approved', () => {
    expect(after(says('ann', 'approve'))).toMatchObject({
      state: 'pending',
      stepIndex: 0,
      waitingFor: ['bob', 'cid'],
    });
    const inFinance = after(says('ann', 'approve'), says('bob', 'approve'));
    expect(inFinance).toMatchObject({ state: 'pending', stepIndex: 1, waitingFor: ['cid', 'dan'] });
    expect(inFinance.stepDeadline).toEqual(new Date(later(2 / 24).getTime() + 7 * DAY_MS));
    const done = after(says('ann', 'approve'), says('bob', 'approve'), says('dan', 'approve', { as: 'cfo' }));
    expect(done).toMatchObject({ state: 'approved', endedAt: later(3 / 24), waitingFor: [] });
    expect(done.entries.map(({ by, as, step, decision }) => [by, as, step, decision])).toEqual([
      ['ann', 'engineer', 'Engineering', 'approve'],
      ['bob', 'engineer', 'Engineering', 'approve'],
      ['dan', 'cfo', 'Finance', 'approve'],
    ]);
  });

  it('ends rejected by one rejection', () => {
    expect(after(says('ann', 'approve'), says('bob', 'reject'))).toMatchObject({
      state: 'rejected',
      waitingFor: [],
    });
  });

  it('counts a person once in a step, and again in the next', () => {
    const once = after(says('cid', 'approve'));
    expect(() => moveOf(once, says('cid', 'approve'), later(1))).toThrow(
      expect.objectContaining({ code: 'approval.already-voted' }),
    );
    const both = after(says('cid', 'approve'), says('bob', 'approve'), says('cid', 'approve', { as: 'cfo' }));
    expect(both.state).toBe('approved');
  });

  it.each([
    ['as a role of another step', says('dan', 'approve', { as: 'cfo' }), 'approval.role-not-held'],
    ['without the role', says('dan', 'approve'), 'approval.not-entitled'],
    ['as nobody the workflow knows', says('zoe', 'approve'), 'approval.not-entitled'],
    [
      'as a role that is not theirs',
      says('eve', 'comment', { comment: 'x', as: 'cfo' }),
      'approval.role-not-held',
    ],
    ['a comment that says nothing', says('ann', 'comment'), 'approval.comment-needed'],
    ['to nobody', says('ann', 'delegate'), 'approval.delegate-refused'],
    ['to a stranger', says('ann', 'delegate', { delegateTo: 'zoe' }), 'approval.delegate-refused'],
    ['to oneself', says('ann', 'delegate', { delegateTo: 'ann' }), 'approval.delegate-refused'],
    ['to who has a vote', says('ann', 'delegate', { delegateTo: 'bob' }), 'approval.delegate-refused'],
  ])('refuses what is said %s', (_, said, code) => {
    expect(() => moveOf(anApproval(), said, later(1))).toThrow(expect.objectContaining({ code }));
  });

  it('lets nobody keep votes out by talking', () => {
    const [entry] = after(says('eve', 'comment', { as: 'observer', comment: 'Again.' })).entries;
    const full = anApproval({ entries: Array.from({ length: 500 }, () => entry!) });
    const more = [
      says('eve', 'comment', { as: 'observer', comment: 'x' }),
      says('ann', 'delegate', { delegateTo: 'eve' }),
    ];
    for (const said of more)
      expect(() => moveOf(full, said, later(1))).toThrow(
        expect.objectContaining({ code: 'approval.entries-full' }),
      );
    expect(moveOf(full, says('ann', 'approve'), later(1)).change.waitingFor).toEqual(['bob', 'cid']);
    expect(withdrawalOf(full, 'ann', null, later(1)).change.state).toBe('withdrawn');
  });

  it('takes comments of members without a vote, which decide nothing', () => {
    const commented = after(says('eve', 'comment', { as: 'observer', comment: 'Looks dear.' }));
    expect(commented).toMatchObject({ state: 'pending', waitingFor: ['ann', 'bob', 'cid'] });
  });

  it('takes comments of who asked, member or not, as who asked', () => {
    const asked = anApproval({ by: 'zoe' });
    const said = { as: 'requester', comment: 'By Friday, please.' };
    expect(moveOf(asked, says('zoe', 'comment', said), later(1)).entry).toMatchObject({ by: 'zoe', ...said });
    expect(() => moveOf(asked, says('bob', 'comment', said), later(1))).toThrow(/roles are engineer/);
    expect(() => moveOf(asked, says('zoe', 'approve', said), later(1))).toThrow(
      expect.objectContaining({ code: 'approval.role-not-held' }),
    );
  });

  it.each(['approve', 'reject', 'comment'] as const)('writes no delegate beside %s', (decision) => {
    const said = says('ann', decision, { delegateTo: 'eve', comment: 'x' });
    expect(() => moveOf(anApproval(), said, later(1))).toThrow(
      expect.objectContaining({ code: 'approval.delegate-misplaced', kind: 'invalid' }),
    );
  });

  it('names the members nearest to one who is none', () => {
    expect(() => moveOf(anApproval(), says('ann', 'delegate', { delegateTo: 'evee' }), later(1))).toThrow(
      /nearest: eve/,
    );
  });

  it('passes a vote on, and counts it for whose it is', () => {
    const passed = after(says('ann', 'delegate', { delegateTo: 'dan' }));
    expect(passed.waitingFor).toEqual(['bob', 'cid', 'dan']);
    expect(() => moveOf(passed, says('ann', 'approve'), later(1))).toThrow(/passed on to dan/);
    const given = after(says('ann', 'delegate', { delegateTo: 'dan' }), says('dan', 'approve'));
    expect(given.entries[1]).toMatchObject({ by: 'dan', as: 'engineer', onBehalfOf: 'ann' });
    expect(votesOf(given).filter((vote) => vote.given === 'approve')).toMatchObject([{ owner: 'ann' }]);
  });

  it('passes no vote in a circle, and nobody two', () => {
    const passed = after(
      says('ann', 'delegate', { delegateTo: 'dan' }),
      says('dan', 'delegate', { delegateTo: 'eve' }),
    );
    expect(() => moveOf(passed, says('eve', 'delegate', { delegateTo: 'ann' }), later(1))).toThrow(/circle/);
    expect(() => moveOf(passed, says('bob', 'delegate', { delegateTo: 'eve' }), later(1))).toThrow(
      /counts once/,
    );
    const voted = after(says('ann', 'delegate', { delegateTo: 'dan' }), says('dan', 'approve'));
    expect(() => moveOf(voted, says('bob', 'delegate', { delegateTo: 'dan' }), later(1))).toThrow(
      /counts once/,
    );
  });

  it('takes nothing from the deadline on, to the millisecond', () => {
    const justBefore = new Date(later(3).getTime() - 1);
    expect(moveOf(anApproval(), says('ann', 'approve'), justBefore).change.state).toBe('pending');
    expect(stateAt(anApproval(), justBefore)).toBe('pending');
    expect(stateAt(anApproval(), later(3))).toBe('expired');
    expect(() => moveOf(anApproval(), says('ann', 'approve'), later(3))).toThrow(
      /is expired, which is final/,
    );
  });

  it.each(['approved', 'rejected', 'expired', 'withdrawn'] as const)(
    'takes nothing more once %s',
    (state) => {
      const ended = anApproval({ state });
      expect(() => moveOf(ended, says('ann', 'comment', { comment: 'x' }), later(1))).toThrow(
        expect.objectContaining({ code: 'approval.ended' }),
      );
      expect(() => withdrawalOf(ended, 'ann', null, later(1))).toThrow(
        expect.objectContaining({ code: 'approval.ended' }),
      );
    },
  );
});

describe('withdrawalOf', () => {
  it('is for who asked', () => {
    expect(withdrawalOf(anApproval(), 'ann', 'Later.', later(1))).toMatchObject({
      entry: { by: 'ann', as: 'requester', decision: 'withdraw', comment: 'Later.' },
      change: { state: 'withdrawn', endedAt: later(1), waitingFor: [] },
    });
    expect(() => withdrawalOf(anApproval(), 'bob', null, later(1))).toThrow(/only ann/);
  });
});
