/** A number that is drawn, with the figure it is: a chart shows nothing that has no trail. */
export interface ChartValue {
  /** Null where it is unknown: the drawing leaves a gap, and says so. */
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly figureId: string;
}

interface ChartBase {
  /** Anchor within the report, unique. */
  readonly id: string;
  readonly title: string;
  /** What it shows, in a sentence or two, for readers who do not see it. */
  readonly description: string;
}

export interface ChartAxis {
  readonly label: string;
  /** As figures write it: `USD/month`, `ms`, `%`. Empty for names. */
  readonly unit: string;
}

export interface ChartSeries {
  readonly name: string;
  /** One for each category. */
  readonly values: readonly ChartValue[];
}

/** Values over an ordered line of categories: months, tokens a day. Low and high are drawn as a band. */
export interface LineChart extends ChartBase {
  readonly kind: 'line';
  /** Whether a value holds from the category before up to its own: a curve of steps. */
  readonly isStepped: boolean;
  readonly x: ChartAxis & { readonly categories: readonly string[] };
  readonly y: ChartAxis;
  readonly series: readonly ChartSeries[];
}

/** Values side by side, or on top of each other where they are parts of a whole. */
export interface BarChart extends ChartBase {
  readonly kind: 'bars';
  readonly isStacked: boolean;
  readonly x: ChartAxis & { readonly categories: readonly string[] };
  readonly y: ChartAxis;
  readonly series: readonly ChartSeries[];
}

/** Options by two of their figures. */
export interface ScatterChart extends ChartBase {
  readonly kind: 'scatter';
  readonly x: ChartAxis;
  readonly y: ChartAxis;
  readonly points: readonly ChartPoint[];
}

export interface ChartPoint {
  readonly name: string;
  readonly x: ChartValue;
  readonly y: ChartValue;
  readonly role: 'chosen' | 'runner-up' | 'other';
}

/** Stretches of time, one below the other, from the start of the whole. */
export interface SpanChart extends ChartBase {
  readonly kind: 'spans';
  /** Offsets in ms. */
  readonly spans: ReadonlyArray<{
    readonly name: string;
    readonly fromMs: number;
    readonly toMs: number;
    readonly figureId: string;
  }>;
}

/** One definition for every format: each renderer draws it, and each office file also has its numbers. */
export type Chart = LineChart | BarChart | ScatterChart | SpanChart;

/** Ids of the figures that a chart draws, in the order of drawing, each once. */
export function figureIdsOfChart(chart: Chart): string[] {
  const ids = (() => {
    switch (chart.kind) {
      case 'line':
      case 'bars':
        return chart.series.flatMap(({ values }) => values.map(({ figureId }) => figureId));
      case 'scatter':
        return chart.points.flatMap(({ x, y }) => [x.figureId, y.figureId]);
      case 'spans':
        return chart.spans.map(({ figureId }) => figureId);
    }
  })();
  return [...new Set(ids)];
}
