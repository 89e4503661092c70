import type { Figure } from '@app/kernel';
import type { ReportDocument } from '@app/reports';
import { aFigure } from '../../../test/support/agent-output.builder';
import { compareRuns } from './compare-runs';
import type { ComparedRun } from './compared-run';
import type { RunComparison } from './comparison';

const VERSIONS = { 'Infra Mind': '1.0.0' };
const LOAD = 'input:/workloads/0/load';
const OTHER = 'input:/workloads/0/other';

interface Given {
  readonly load?: number;
  readonly other?: number | null;
  readonly asOf?: string;
  readonly seed?: number;
  readonly product?: string;
}

function aRun(figures: readonly Figure[], given: Given = {}): ComparedRun {
  const { load = 1, other = 1, asOf = '2026-11-20', seed = 1, product = '1.0.0' } = given;
  const document: ReportDocument = {
    ...{ title: 'T', subtitle: '', generatedAt: '', runId: 'r', state: 'completed', verdict: '' },
    ...{ keyFigures: [], decisions: [], sections: [], totals: [], agents: [], asOf, figures },
    ...{ answers: {}, versions: { ...VERSIONS, 'Infra Mind': product } },
  };
  const input = { workloads: [{ id: 'w', load, ...(other !== null && { other }) }] };
  return { document, facts: { assessmentId: 'a', assessmentVersion: 1, input, decisions: [], seed } };
}

const need = (value: number, inputs = [LOAD]) => aFigure({ id: 'need', value, unit: '1', inputs });
const cost = (value: number, inputs = ['need']) => aFigure({ id: 'cost', value, unit: 'USD', inputs });
const rate = aFigure({ id: 'rate', value: 1, inputs: [OTHER] });

/** What is said of a figure: how its causes were found, and which. */
function saidOf(comparison: RunComparison, id: string): readonly [string, ...string[]] {
  const found = comparison.figures.find((one) => one.id === id);
  return [found?.foundBy ?? 'same', ...(found?.causes ?? [])];
}

describe('explaining figures where two things differ', () => {
  const TWICE = { load: 2, other: 2 };
  const BY_LOAD = 'answer:/workloads/w/load';
  const BY_OTHER = 'answer:/workloads/w/other';

  it('accounts in full for what is computed the same way from figures that are accounted for', () => {
    const found = compareRuns(aRun([need(1), cost(10)]), aRun([need(2), cost(20)], TWICE));
    expect(saidOf(found, 'need')).toEqual(['trail', BY_LOAD]);
    expect(saidOf(found, 'cost')).toEqual(['trail', BY_LOAD]);
    expect(found.causes.map(({ cause, alone }) => [cause.key, alone])).toEqual([[BY_LOAD, 2]]);
    expect(found.summary).toMatchObject({ inPart: 0, unexplained: 0 });
  });

  it('accounts in part for what is computed from other figures than before, which the trail does not explain', () => {
    const after = aRun([need(2), rate, cost(20, ['need', 'rate'])], TWICE);
    const found = compareRuns(aRun([need(1), rate, cost(10)]), after);
    expect(saidOf(found, 'cost')).toEqual(['trail-in-part', BY_LOAD]);
    expect(found.causes.map(({ cause, figures, alone }) => [cause.key, figures, alone])).toEqual([
      [BY_LOAD, 2, 1],
    ]);
    expect(found.summary).toMatchObject({ inPart: 1, unexplained: 0 });
    // Where nothing else differs, it is that.
    const alone = compareRuns(aRun([need(1), rate, cost(10)]), {
      ...after,
      facts: aRun([], { load: 2 }).facts,
    });
    expect(saidOf(alone, 'cost')).toEqual(['trail', BY_LOAD]);
  });

  it('accounts in part for what rests on a figure that is not accounted for', () => {
    const from = aRun([need(1), { ...rate, inputs: [] }, cost(10, ['need', 'rate'])]);
    const figures = [need(2), { ...rate, inputs: [], value: 3 }, cost(20, ['need', 'rate'])];
    const to = aRun(figures, { load: 2, asOf: '2026-11-21' });
    expect(saidOf(compareRuns(from, to), 'rate')).toEqual(['none']);
    expect(saidOf(compareRuns(from, to), 'cost')).toEqual(['trail-in-part', BY_LOAD]);
  });

  it('does not say that a figure came because what it is computed from has another value', () => {
    const found = compareRuns(aRun([need(1)]), aRun([need(2), cost(20)], TWICE));
    expect(saidOf(found, 'cost')).toEqual(['trail-in-part', BY_LOAD]);
  });

  it('says that a figure came with an answer that was not there, and with what came with it', () => {
    const found = compareRuns(
      aRun([need(1)], { other: null }),
      aRun([need(2), rate, cost(20, ['need', 'rate'])], { load: 2 }),
    );
    expect(saidOf(found, 'rate')).toEqual(['trail', BY_OTHER]);
    expect(saidOf(found, 'cost')).toEqual(['trail', BY_OTHER]);
  });

  it('leaves open what another version of the product may have changed besides', () => {
    const found = compareRuns(aRun([need(1)]), aRun([need(2)], { load: 2, product: '1.1.0' }));
    expect(saidOf(found, 'need')).toEqual(['trail-in-part', BY_LOAD]);
  });

  it('reads off a formula by which seed it was drawn, and that it counts from the day of the assessment', () => {
    const drawn = (seed: number, value: number) =>
      aFigure({ id: 'drawn', value, formula: `p50 of paths drawn with seed ${seed}: a` });
    const age = (value: number) =>
      aFigure({ id: 'age', value, formula: 'date of the assessment - date of the source' });
    const to = aRun([drawn(2, 4), age(7)], { seed: 2, asOf: '2026-11-27' });
    const found = compareRuns(aRun([drawn(1, 3), age(0)]), to);
    expect(saidOf(found, 'drawn')).toEqual(['trail', 'options']);
    expect(saidOf(found, 'age')).toEqual(['trail', 'as-of']);
    expect(found.causes.map(({ cause }) => [cause.from, cause.to])).toEqual([
      ['2026-11-20', '2026-11-27'],
      [1, 2],
    ]);
    const other = aFigure({ id: 'drawn', value: 4, formula: 'p90 of paths drawn with seed 2: a' });
    expect(saidOf(compareRuns(aRun([drawn(1, 3)]), aRun([other], { seed: 2, load: 2 })), 'drawn')).toEqual([
      'none',
    ]);
  });

  it('ends where figures are computed from each other', () => {
    const [a, b] = [need(1, ['cost', LOAD]), cost(10, ['need'])];
    const found = compareRuns(
      aRun([a, b]),
      aRun(
        [
          { ...a, value: 2 },
          { ...b, value: 20 },
        ],
        TWICE,
      ),
    );
    expect(saidOf(found, 'need')).toEqual(['trail-in-part', BY_LOAD]);
  });
});
