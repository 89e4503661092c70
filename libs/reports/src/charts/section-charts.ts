import type { Chart } from '@app/charts';
import type { ReportBlock, ReportSection } from '../document-tree';
import { carbonChart, coverageChart, latencyCharts } from './bar-charts';
import { breakEvenChart } from './break-even-chart';
import type { FigureLookup, TableBlock } from './drawn-figures';
import { forecastChart } from './forecast-chart';
import { frontChart } from './front-chart';

/** One kind of chart: in which section it stands, and what is said where its figures are not in the run. */
interface ChartKind {
  readonly id: string;
  readonly section: string;
  readonly draw: (table: TableBlock, figures: FigureLookup) => Drawn | readonly Drawn[] | null;
  readonly missing: string;
}

type WithoutId<Whole> = Whole extends Chart ? Omit<Whole, 'id'> : never;
type Drawn = WithoutId<Chart>;

const KINDS: readonly ChartKind[] = [
  {
    id: 'front',
    section: 'models',
    draw: frontChart,
    missing: 'No chart of the options by cost and time: fewer than two ways to rent hardware were compared.',
  },
  {
    id: 'forecast',
    section: 'cost',
    draw: forecastChart,
    missing: 'No chart of the cost over 36 months: no forecast by month is in this run.',
  },
  {
    id: 'break-even',
    section: 'cost',
    draw: breakEvenChart,
    missing: 'No break-even curve: no workload has prices of two ways at three loads or more.',
  },
  {
    id: 'coverage',
    section: 'compliance',
    draw: coverageChart,
    missing: 'No chart of the compliance coverage: no requirement of a framework was counted.',
  },
  {
    id: 'emissions',
    section: 'carbon',
    draw: carbonChart,
    missing: 'No chart of the emissions by region: the run has no emissions of a place.',
  },
  {
    id: 'latency',
    section: 'scenarios',
    draw: latencyCharts,
    missing: 'No chart of the latency by scenario: no fleet was simulated.',
  },
];

/**
 * The sections with their charts, each before the table that has its numbers. A chart draws figures of the run and
 * nothing else; one whose figures are not there is left out, and its section says why.
 */
export function withCharts(sections: readonly ReportSection[], figures: FigureLookup): ReportSection[] {
  return sections.map((section) => {
    const kinds = KINDS.filter((kind) => kind.section === section.id);
    // A section that is one notice says already why it has nothing to tell.
    if (kinds.length === 0 || section.blocks.every(({ kind }) => kind === 'callout')) return section;
    const seen = new Map<string, number>();
    const blocks = section.blocks.flatMap((block): ReportBlock[] => {
      if (block.kind !== 'table') return [block];
      const charts = kinds.flatMap((kind) =>
        [kind.draw(block, figures) ?? []].flat().map((chart) => {
          const number = (seen.get(kind.id) ?? 0) + 1;
          seen.set(kind.id, number);
          return { kind: 'chart' as const, chart: { ...chart, id: `${kind.id}.${number}` } };
        }),
      );
      return [...charts, block];
    });
    const missing = kinds.filter((kind) => !seen.has(kind.id));
    return {
      ...section,
      blocks: [
        ...blocks,
        ...missing.map(({ id, missing: text }): ReportBlock => ({ kind: 'paragraph', text, about: id })),
      ],
    };
  });
}
