import {
  AGREED_STATUSES,
  OPEN_STATUSES,
  RECOMMENDATION_STATUSES,
  mayBecome,
  nextStatuses,
} from './recommendation-status';

describe('the statuses of a recommendation', () => {
  it('may follow each other in these ways and no other', () => {
    const ways = RECOMMENDATION_STATUSES.flatMap((from) =>
      RECOMMENDATION_STATUSES.filter((to) => from !== to && mayBecome(from, to)).map((to) => `${from} ${to}`),
    );
    expect(ways.sort()).toEqual([
      'accepted done',
      'accepted proposed',
      'accepted rejected',
      'done accepted',
      'proposed accepted',
      'proposed rejected',
      'rejected accepted',
      'rejected proposed',
    ]);
  });

  it('lead out of every status, so that no decision is for ever', () => {
    for (const status of RECOMMENDATION_STATUSES) expect(nextStatuses(status)).not.toEqual([]);
  });

  it('are open, agreed or rejected', () => {
    const rest = RECOMMENDATION_STATUSES.filter(
      (one) => ![...OPEN_STATUSES, ...AGREED_STATUSES].includes(one),
    );
    expect(rest).toEqual(['rejected']);
  });
});
