import { FigureBook } from '@app/kernel';
import { aDecision, aDraft, aFigure, anOutput } from '../../../test/support/agent-output.builder';
import { mergeRecommendations } from './merge-recommendations';
import { settleDecisions } from './settle-decisions';

const NO_FIGURES = new FigureBook();

describe('mergeRecommendations', () => {
  it('unites the parts of drafts with the same key without repeats', () => {
    const [merged, ...rest] = mergeRecommendations(
      [
        anOutput({
          agent: 'cto',
          recommendations: [
            aDraft({
              key: 'k',
              severity: 'low',
              title: 'Mild title',
              rationale: 'Saves money.',
              workloadIds: ['w1'],
              cost: { figureIds: ['f1'], note: 'Without egress.' },
              compliance: { requirements: ['gdpr:32'], note: '' },
              implementation: { effort: 'days', steps: ['Plan', 'Do'], prerequisites: ['Budget'] },
            }),
          ],
        }),
        anOutput({
          agent: 'compliance',
          recommendations: [
            aDraft({
              key: 'k',
              severity: 'critical',
              title: 'Grave title',
              rationale: 'Is required.',
              workloadIds: ['w1', 'w2'],
              cost: { figureIds: ['f1', 'f2'], note: 'Without egress.' },
              compliance: { requirements: ['gdpr:32', 'gdpr:35'], note: 'Leaves the DPIA open.' },
              implementation: { effort: 'months', steps: ['Do', 'Check'], prerequisites: [] },
            }),
          ],
        }),
      ],
      NO_FIGURES,
    );
    expect(rest).toEqual([]);
    expect(merged).toMatchObject({
      key: 'k',
      rank: 1,
      title: 'Grave title',
      rationale: 'Saves money. Is required.',
      severity: 'critical',
      workloadIds: ['w1', 'w2'],
      cost: { figureIds: ['f1', 'f2'], note: 'Without egress.', savingIds: [], monthly: [] },
      compliance: { requirements: ['gdpr:32', 'gdpr:35'], note: 'Leaves the DPIA open.' },
      implementation: { effort: 'months', steps: ['Plan', 'Do', 'Check'], prerequisites: ['Budget'] },
      deployment: null,
      figures: [],
      agents: ['cto', 'compliance'],
    });
  });

  it('ranks by severity, then obligation, then money a month, then key', () => {
    const figures = new FigureBook([
      aFigure({ id: 'small', value: 100, unit: 'USD/month' }),
      aFigure({ id: 'saving', value: -9_000, unit: 'USD/year' }),
      aFigure({ id: 'unknown', value: null, unknown: 'no price', unit: 'USD/month' }),
      aFigure({ id: 'other-unit', value: 1e9, unit: 'tokens/month' }),
    ]);
    const cost = (id: string) => ({ figureIds: [id], note: '' });
    const recommendations = [
      aDraft({ key: 'z-plain', severity: 'high' }),
      aDraft({ key: 'a-plain', severity: 'high' }),
      aDraft({ key: 'unknown', severity: 'high', cost: cost('unknown') }),
      aDraft({ key: 'other-unit', severity: 'high', cost: cost('other-unit') }),
      aDraft({ key: 'small', severity: 'high', cost: cost('small') }),
      aDraft({ key: 'saving', severity: 'high', cost: cost('saving') }),
      aDraft({
        key: 'required',
        severity: 'high',
        compliance: { requirements: ['hipaa:164.312'], note: '' },
      }),
      aDraft({ key: 'worst', severity: 'critical' }),
    ];
    const ranked = mergeRecommendations([anOutput({ agent: 'cto', recommendations })], figures);
    expect(ranked.map((one) => one.key)).toEqual([
      'worst',
      'required',
      'saving',
      'small',
      'a-plain',
      'other-unit',
      'unknown',
      'z-plain',
    ]);
    expect(ranked.map((one) => one.rank)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it('puts how to run a workload first, then what law asks for, whatever the severity', () => {
    const recommendations = [
      aDraft({ key: 'rest', severity: 'critical' }),
      aDraft({ key: 'duty', severity: 'medium', theme: 'obligation' }),
      aDraft({ key: 'host', severity: 'low', theme: 'hosting' }),
    ];
    const ranked = mergeRecommendations([anOutput({ agent: 'cto', recommendations })], NO_FIGURES);
    expect(ranked.map((one) => one.key)).toEqual(['host', 'duty', 'rest']);
    expect(ranked[0]).not.toHaveProperty('theme');
  });

  it('leaves out what presumes a decision that fell otherwise', () => {
    const presuming = (option: string) => ({ key: 'w1.hosting', options: [option], words: `if ${option}` });
    const recommendations = [
      aDraft({ key: 'host', presumes: presuming('self-host') }),
      aDraft({ key: 'use-api', presumes: presuming('api') }),
    ];
    const outputs = [anOutput({ agent: 'cto', recommendations, decisions: [aDecision({ option: 'api' })] })];
    const keys = (decisions: ReturnType<typeof settleDecisions>) =>
      mergeRecommendations(outputs, NO_FIGURES, decisions).map((one) => one.key);
    expect(keys(settleDecisions(outputs))).toEqual(['use-api']);
    expect(keys([])).toEqual(['host', 'use-api']);
  });
});
