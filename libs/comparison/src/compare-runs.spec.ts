import { AGENT_IDS } from '@app/agents';
import type { Figure } from '@app/kernel';
import type { ReportDocument } from '@app/reports';
import { aFigure } from '../../../test/support/agent-output.builder';
import { compareRuns } from './compare-runs';
import type { ComparedRun } from './compared-run';

const LIST = {
  title: 'Price list',
  url: 'https://example.org/',
  asOf: '2026-08-21',
  confidence: 'high',
} as const;
const PRICE = aFigure({ id: 'catalog.price', value: 2, unit: 'USD/h', method: 'sourced', sources: [LIST] });
const COST = aFigure({
  id: 'cost',
  value: 20,
  low: 15,
  high: 30,
  unit: 'USD/month',
  formula: 'a × b',
  inputs: ['catalog.price'],
});
const VERSIONS = { 'Infra Mind': '1.0.0', 'Catalog as of': '2026-08-22' };

function aRun(figures: readonly Figure[], over: Partial<ReportDocument> = {}): ComparedRun {
  const document = {
    ...{
      title: 'T',
      subtitle: '',
      generatedAt: '',
      asOf: '2026-11-20',
      runId: 'r',
      state: 'completed' as const,
    },
    ...{ verdict: '', keyFigures: [], decisions: [], sections: [], totals: [], answers: {} },
    agents: AGENT_IDS.map((agent) => ({ agent, name: agent, missing: null })),
    figures,
    versions: VERSIONS,
    ...over,
  };
  return { document, facts: { assessmentId: 'a', assessmentVersion: 1, input: {}, decisions: [], seed: 1 } };
}

describe('compareRuns', () => {
  it('gives delta, ratio and whether both values lie within both ranges', () => {
    const other = (value: number, low: number, high: number) => aRun([PRICE, { ...COST, value, low, high }]);
    const [inside] = compareRuns(aRun([PRICE, COST]), other(25, 18, 30)).figures;
    expect(inside).toMatchObject({ id: 'cost', delta: 5, ratio: 1.25, insideBothRanges: true });
    const [outside] = compareRuns(aRun([PRICE, COST]), other(25, 22, 30)).figures;
    expect(outside).toMatchObject({ insideBothRanges: false });
  });

  it('gives no delta where a value is unknown or the unit another', () => {
    const unknown = { ...COST, value: null, low: null, high: null, unknown: 'no price' };
    const [figure] = compareRuns(aRun([COST]), aRun([unknown])).figures;
    expect(figure).toMatchObject({
      delta: null,
      ratio: null,
      insideBothRanges: null,
      differs: ['value', 'unknown', 'range'],
    });
    const [yearly] = compareRuns(aRun([COST]), aRun([{ ...COST, unit: 'USD/year' }])).figures;
    expect(yearly).toMatchObject({ delta: null, unit: 'USD/month / USD/year' });
  });

  it.each([
    ['catalog', { ...VERSIONS, 'Catalog as of': '2026-10-01' }],
    ['own-catalog', { ...VERSIONS, 'Own catalog files': 'version 2' }],
  ])('names the row of the %s that a cost rests on', (kind, versions) => {
    const to = aRun(
      [
        { ...PRICE, value: 3 },
        { ...COST, value: 30 },
      ],
      { versions },
    );
    const { causes, figures } = compareRuns(aRun([PRICE, COST]), to);
    expect(causes.map(({ cause, figures }) => [cause.kind, cause.subject, figures])).toEqual([
      [kind, 'catalog.price', 2],
    ]);
    expect(figures.map(({ foundBy }) => foundBy)).toEqual(['trail', 'trail']);
  });

  it('names the source where the same catalog reads another date', () => {
    const to = aRun([{ ...PRICE, value: 3, sources: [{ ...LIST, asOf: '2026-09-30' }] }]);
    expect(compareRuns(aRun([PRICE]), to).causes[0]?.cause).toMatchObject({
      kind: 'source',
      to: { sources: [{ asOf: '2026-09-30' }] },
    });
  });

  it('names the formula where another version of the product computes by another', () => {
    const versions = { ...VERSIONS, 'Infra Mind': '1.1.0' };
    const to = aRun([PRICE, { ...COST, value: 40, formula: 'a × b × 2' }], { versions });
    expect(compareRuns(aRun([PRICE, COST]), to).causes[0]?.cause).toMatchObject({
      kind: 'rule',
      from: 'a × b',
      to: 'a × b × 2',
    });
  });

  it('does not guess: what nothing explains is unexplained', () => {
    const to = aRun([PRICE, { ...COST, value: 40 }]);
    const { summary, figures, causes } = compareRuns(aRun([PRICE, COST]), to);
    expect(summary).toMatchObject({ changed: 1, unexplained: 1 });
    expect(figures[0]).toMatchObject({ causes: [], foundBy: 'none' });
    expect(causes).toEqual([]);
  });

  it('puts money before counts, and the larger change of money first', () => {
    const figures = (factor: number) => [
      aFigure({ id: 'a.count', value: 2 * factor, unit: '1' }),
      aFigure({ id: 'b.small', value: 10 * factor, unit: 'USD' }),
      aFigure({ id: 'c.large', value: 1_000 * factor, unit: 'USD' }),
    ];
    const { figures: ordered } = compareRuns(aRun(figures(1)), aRun(figures(2)));
    expect(ordered.map(({ id }) => id)).toEqual(['c.large', 'b.small', 'a.count']);
  });

  it('reads recommendations off the reports: rank, title, coming and going, but no other values', () => {
    const card = (key: string, rank: number, title: string) =>
      ({
        kind: 'card',
        id: `recommendation.${key}`,
        severity: 'high',
        tag: String(rank),
        title,
        text: '',
        details: [],
      }) as const;
    const listed = (...blocks: Array<ReturnType<typeof card>>) => ({
      sections: [{ id: 'recommendations', title: 'R', audiences: [], blocks }],
    });
    const from = aRun([COST], listed(card('host', 1, 'Rent for [[cost]]'), card('ci', 2, 'CI')));
    const turned = listed(card('ci', 1, 'CI'), card('host', 2, 'Rent for [[cost]]'));
    expect(
      compareRuns(from, aRun([COST], turned)).recommendations.map(({ key, differs }) => [key, differs]),
    ).toEqual([
      ['ci', ['rank']],
      ['host', ['rank']],
    ]);
    const same = aRun(
      [{ ...COST, value: 99 }],
      listed(card('host', 1, 'Rent for [[cost]]'), card('ci', 2, 'CI')),
    );
    expect(compareRuns(from, same).recommendations).toEqual([]);
    const other = aRun([COST], listed(card('ci', 1, 'CI'), card('api', 2, 'Use an API')));
    expect(
      compareRuns(from, other).recommendations.map(({ key, differs, from, to }) => [
        key,
        differs,
        from?.rank,
        to?.rank,
      ]),
    ).toEqual([
      ['host', [], 1, undefined],
      ['api', [], undefined, 2],
    ]);
  });

  it('knows a choice by its key, whatever it and its workload are called', () => {
    const run = (label: string, option: string, name: string): ComparedRun => {
      const made = aRun([COST], { decisions: [{ key: 'w.hosting', label, option, contested: false }] });
      const input = { workloads: [{ id: 'w', name }] };
      return { ...made, facts: { assessmentId: 'a', assessmentVersion: 1, input, decisions: [], seed: 1 } };
    };
    const from = run('Hosting of Chat', 'Own machines for Chat', 'Chat');
    const renamed = run('Hosting of Talk', 'Own machines for Talk', 'Talk');
    expect(compareRuns(from, renamed)).toMatchObject({
      decisions: [],
      summary: { isOtherRecommendation: false },
    });
    expect(compareRuns(from, run('Hosting of Chat (if small)', 'An API', 'Chat')).decisions).toEqual([
      {
        ...{ subject: 'Hosting of Chat / Hosting of Chat (if small)', from: 'Own machines for Chat' },
        to: 'An API',
      },
    ]);
  });

  it('knows a choice by its label where an earlier version gave it no key', () => {
    const run = (option: string, key?: string) =>
      aRun([COST], { decisions: [{ ...(key && { key }), label: 'Hosting', option, contested: false }] });
    expect(compareRuns(run('API'), run('API', 'w.hosting')).decisions).toEqual([]);
    expect(compareRuns(run('API'), run('Own', 'w.hosting')).decisions).toEqual([
      { subject: 'Hosting', from: 'API', to: 'Own' },
    ]);
  });

  it('says of each side what stands there, where one place holds two things', () => {
    const [figure] = compareRuns(aRun([COST]), aRun([{ ...COST, label: 'B', value: 3 }])).figures;
    expect(figure).toMatchObject({ from: { label: COST.label }, to: { label: 'B' } });
    expect(figure?.label).toBe(['B', COST.label].sort().join(' / '));
  });

  it('prints the size of a change with its unit, and of shares in percentage points', () => {
    const share = (value: number) => aFigure({ id: 'share', value, unit: '%' });
    const found = compareRuns(aRun([COST, share(20)]), aRun([{ ...COST, value: 12 }, share(25)]));
    const sizes = found.figures.map(({ id, delta, printedDelta }) => [id, delta, printedDelta]);
    expect(sizes).toEqual([
      ['cost', -8, 'USD 8/month'],
      ['share', 5, '5 percentage points'],
    ]);
  });

  it('counts the amounts of money with another value, not those that came nor what the run measures', () => {
    const run = (value: number) => aFigure({ id: 'run.cost', value, unit: 'USD', method: 'measured' });
    const came = aFigure({ id: 'came', value: 5, unit: 'USD' });
    const { summary } = compareRuns(aRun([COST, run(1)]), aRun([{ ...COST, value: 12 }, run(2), came]));
    expect(summary).toMatchObject({ changed: 2, added: 1, money: 1 });
  });
});
