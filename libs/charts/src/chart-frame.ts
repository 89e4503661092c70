import type { BarSeriesOption, EChartsOption, LineSeriesOption, ScatterSeriesOption } from 'echarts';
import type { BarChart, ChartAxis, ChartPoint, LineChart } from './chart';
import type { ChartTheme } from './chart-theme';

/** How a drawing is worded and written. */
export interface ChartWriting {
  readonly theme: ChartTheme;
  /** Writes the number at an axis, without its unit. */
  readonly number: (value: number) => string;
  /** What a point stands for: its name in the legend. */
  readonly roles: Readonly<Record<ChartPoint['role'], string>>;
  /** Beside the name of what has no value. */
  readonly unknown: string;
}

/** What of a drawing depends on its kind. */
export type ChartParts = Pick<EChartsOption, 'xAxis' | 'yAxis' | 'series' | 'legend' | 'grid'>;
type Drawn = LineSeriesOption | BarSeriesOption | ScatterSeriesOption;

/** From here on times are drawn in seconds. */
export const LONG_MS = 10_000;

/** A drawing over named places: those below, values beside. */
export function framed(
  chart: LineChart | BarChart,
  writing: ChartWriting,
  names: readonly string[],
  series: Drawn[],
): ChartParts {
  const { theme } = writing;
  return {
    ...frame(writing, names),
    xAxis: {
      type: 'category',
      name: chart.x.label,
      nameLocation: 'middle',
      nameGap: 30,
      data: [...chart.x.categories],
      boundaryGap: chart.kind === 'bars',
      axisLabel: { color: theme.ink, hideOverlap: true },
      axisLine: { lineStyle: { color: theme.ink } },
    },
    yAxis: valueAxis(chart.y, writing, valuesOf(chart)),
    series,
  };
}

/** Room around a drawing, and the names above where there are several. */
export function frame({ theme }: ChartWriting, names: readonly string[], isPoints = false): ChartParts {
  const isNamed = names.length > 1;
  return {
    grid: { left: 16, right: 28, top: isNamed ? 62 : 30, bottom: 40, containLabel: true },
    ...(isNamed
      ? {
          legend: {
            data: [...names],
            top: 0,
            left: 'center',
            ...(isPoints ? { itemWidth: 14 } : {}),
            textStyle: { color: theme.ink },
            type: 'plain',
          },
        }
      : {}),
  };
}

/** The axis of values; long times stand in seconds beside it, as everywhere in a report. */
export function valueAxis(
  { label, unit }: ChartAxis,
  { theme, number }: ChartWriting,
  values: readonly (number | null)[],
) {
  const isLong = unit === 'ms' && values.some((value) => (value ?? 0) >= LONG_MS);
  const written = isLong ? 's' : unit.replace(/\b([kMG]?g|t) ?CO2(?:eq|e)?/, '$1 CO₂e');
  return {
    type: 'value' as const,
    name: [label, written === '' || written === '1' ? '' : `(${written})`]
      .filter((part) => part !== '')
      .join(' '),
    nameTextStyle: { color: theme.ink, align: 'left' as const },
    axisLabel: {
      color: theme.ink,
      formatter: isLong ? (value: number) => number(value / 1_000) : number,
      hideOverlap: true,
    },
    splitLine: { lineStyle: { color: theme.faint, width: 0.6 } },
  };
}

export function valuesOf(chart: LineChart | BarChart): Array<number | null> {
  return chart.series.flatMap(({ values }) => values.map(({ value }) => value));
}
