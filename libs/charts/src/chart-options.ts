import type { BarSeriesOption, EChartsOption, LineSeriesOption, ScatterSeriesOption } from 'echarts';
import type { BarChart, Chart, ChartPoint, ChartSeries, LineChart, ScatterChart, SpanChart } from './chart';
import {
  type ChartParts,
  type ChartWriting,
  frame,
  framed,
  LONG_MS,
  valueAxis,
  valuesOf,
} from './chart-frame';
import { LINE_DASHES, POINT_MARKS, SHADES, type ChartTheme } from './chart-theme';

/** A chart in the terms of the library that draws it. */
export function chartOptions(chart: Chart, writing: ChartWriting): EChartsOption {
  const { theme } = writing;
  return {
    animation: false,
    backgroundColor: theme.ground === 'none' ? 'transparent' : theme.ground,
    color: [...theme.series],
    textStyle: { fontFamily: 'Roboto, Helvetica, Arial, sans-serif', fontSize: 12, color: theme.ink },
    ...partsOf(chart, writing),
  };
}

function partsOf(chart: Chart, writing: ChartWriting): ChartParts {
  switch (chart.kind) {
    case 'line':
      return lines(chart, writing);
    case 'bars':
      return bars(chart, writing);
    case 'scatter':
      return points(chart, writing);
    case 'spans':
      return spans(chart, writing);
  }
}

function lines(chart: LineChart, writing: ChartWriting): ChartParts {
  const series = chart.series.flatMap((one, index) => [
    ...band(one, index, writing.theme),
    line(one, index, chart, writing.theme),
  ]);
  return framed(chart, writing, namesOf(chart.series), series);
}

function line(
  { name, values }: ChartSeries,
  index: number,
  { isStepped }: LineChart,
  { series }: ChartTheme,
): LineSeriesOption {
  const color = series[index % series.length];
  const dash = LINE_DASHES[index % LINE_DASHES.length] ?? 'solid';
  return {
    type: 'line',
    name,
    data: values.map(({ value }) => value),
    ...(isStepped ? { step: 'start' as const } : {}),
    symbol: POINT_MARKS[index % POINT_MARKS.length],
    symbolSize: 6,
    showAllSymbol: 'auto',
    itemStyle: { color },
    lineStyle: { color, width: 2, type: typeof dash === 'string' ? dash : [...dash] },
    connectNulls: false,
    z: 3,
  };
}

/** The range of a series: its lower edge unseen, and on top of that the way up to the higher one. */
function band({ values }: ChartSeries, index: number, theme: ChartTheme): LineSeriesOption[] {
  if (!values.some(({ low, high }) => low !== null && high !== null && high > low)) return [];
  const unseen = {
    type: 'line' as const,
    stack: `range-${index}`,
    stackStrategy: 'all' as const,
    symbol: 'none',
    silent: true,
    lineStyle: { opacity: 0 },
    z: 1,
  };
  return [
    { ...unseen, data: values.map(({ low, high }) => (high === null ? null : low)) },
    {
      ...unseen,
      data: values.map(({ low, high }) => (low === null || high === null ? null : high - low)),
      areaStyle: { color: theme.series[index % theme.series.length], opacity: 0.18 },
    },
  ];
}

function bars(chart: BarChart, writing: ChartWriting): ChartParts {
  const series = chart.series.map(({ name, values }, index): BarSeriesOption => ({
    type: 'bar',
    name,
    ...(chart.isStacked ? { stack: 'whole' } : {}),
    data: values.map(({ value }) => value),
    barMaxWidth: 42,
    itemStyle: { color: SHADES[index % SHADES.length], borderColor: writing.theme.ink, borderWidth: 0.6 },
  }));
  const upright = framed(chart, writing, namesOf(chart.series), series);
  return isLying(chart) ? lying(chart, upright, writing) : upright;
}

/** Names that would not fit side by side below an axis. */
const LONG_NAME = 12;

/** Whether the bars go to the right, each with its name beside it. */
export function isLying({ x: { categories } }: BarChart): boolean {
  return categories.some((category) => category.length > LONG_NAME);
}

function lying(chart: BarChart, upright: ChartParts, writing: ChartWriting): ChartParts {
  return {
    ...upright,
    xAxis: { ...valueAxis(chart.y, writing, valuesOf(chart)), nameLocation: 'middle', nameGap: 28 },
    yAxis: {
      type: 'category',
      inverse: true,
      data: namedRows(chart, writing.unknown),
      axisLabel: { color: writing.theme.ink, interval: 0, width: 230, overflow: 'break', lineHeight: 14 },
      axisTick: { show: false },
      axisLine: { lineStyle: { color: writing.theme.ink } },
    },
  };
}

/** A row without any value says so: no bar is not a bar of nothing. */
function namedRows({ x, series }: BarChart, unknown: string): string[] {
  return x.categories.map((category, at) =>
    series.every(({ values }) => values[at]?.value == null) ? `${category} (${unknown})` : category,
  );
}

const ROLES: readonly ChartPoint['role'][] = ['other', 'runner-up', 'chosen'];

function points(chart: ScatterChart, writing: ChartWriting): ChartParts {
  const { theme, roles } = writing;
  const looks = {
    other: { symbol: 'circle', symbolSize: 7, itemStyle: { color: theme.faint, borderColor: theme.ink } },
    'runner-up': { symbol: 'triangle', symbolSize: 13, itemStyle: { color: theme.series[1] } },
    chosen: { symbol: 'diamond', symbolSize: 16, itemStyle: { color: theme.series[0] } },
  } as const;
  const across = chart.points.flatMap(({ x }) => x.value ?? []);
  const up = chart.points.flatMap(({ y }) => y.value ?? []);
  const middle = (Math.min(...across) + Math.max(...across)) / 2;
  const series = ROLES.flatMap((role): ScatterSeriesOption[] => {
    const data = chart.points
      .filter((point) => point.role === role && point.x.value !== null && point.y.value !== null)
      .map(({ name, x, y }) => ({
        name,
        value: [x.value as number, y.value as number],
        label: { position: (x.value as number) > middle ? ('left' as const) : ('right' as const) },
      }));
    if (data.length === 0) return [];
    const label = { show: role !== 'other', formatter: '{b}', color: theme.ink };
    return [
      { type: 'scatter', name: roles[role], data, label, labelLayout: { hideOverlap: true }, ...looks[role] },
    ];
  });
  const names = series.map(({ name }) => String(name));
  return {
    ...frame(writing, names, true),
    xAxis: {
      ...valueAxis(chart.x, writing, across),
      nameLocation: 'middle',
      nameGap: 30,
      scale: true,
    },
    yAxis: { ...valueAxis(chart.y, writing, up), scale: true },
    series,
  };
}

function spans(chart: SpanChart, writing: ChartWriting): ChartParts {
  const { theme } = writing;
  const isLong = Math.max(0, ...chart.spans.map(({ toMs }) => toMs)) >= LONG_MS;
  const scale = isLong ? 1_000 : 1;
  const base = { type: 'bar' as const, stack: 'time', barMaxWidth: 16 };
  return {
    ...frame(writing, []),
    xAxis: {
      ...valueAxis({ label: isLong ? 's' : 'ms', unit: '' }, writing, []),
      nameLocation: 'middle',
      nameGap: 26,
    },
    yAxis: {
      type: 'category',
      inverse: true,
      data: chart.spans.map(({ name }) => name),
      axisLabel: { color: theme.ink },
      axisTick: { show: false },
    },
    series: [
      {
        ...base,
        silent: true,
        itemStyle: { opacity: 0 },
        data: chart.spans.map(({ fromMs }) => fromMs / scale),
      },
      {
        ...base,
        itemStyle: { color: theme.series[0] },
        data: chart.spans.map(({ fromMs, toMs }) => (toMs - fromMs) / scale),
      },
    ],
  };
}

function namesOf(series: readonly ChartSeries[]): string[] {
  return series.map(({ name }) => name);
}
