import type * as echarts from 'echarts';
import { createRequire } from 'node:module';
import type { Chart, ChartPoint } from './chart';
import { chartOptions, isLying } from './chart-options';
import { LIGHT_CHART, type ChartTheme } from './chart-theme';

/** Of a drawing; what is left out is plain English on a light ground. */
export interface ChartStyle {
  readonly theme?: ChartTheme;
  /** Pixels. */
  readonly width?: number;
  readonly height?: number;
  /** BCP 47 tag for the numbers at the axes. */
  readonly locale?: string;
  readonly roles?: Readonly<Record<ChartPoint['role'], string>>;
  /** Beside the name of what has no value. */
  readonly unknown?: string;
}

/** The build with lines, bars and points only: half the memory of all of it. */
const { init } = createRequire(__filename)('echarts/dist/echarts.common.min.js') as Pick<
  typeof echarts,
  'init'
>;

const ENGLISH_ROLES = { chosen: 'Recommended', 'runner-up': 'Runner-up', other: 'Other options' } as const;

/**
 * Draws a chart as one SVG element that needs nothing else: no script, no style sheet, no font of its own. Equal
 * charts give equal bytes, and the ids of two charts differ, so that both may stand in one page.
 */
export function renderChartSvg(chart: Chart, style: ChartStyle = {}): string {
  const {
    theme = LIGHT_CHART,
    width = 720,
    locale = 'en-US',
    roles = ENGLISH_ROLES,
    unknown = 'unknown',
  } = style;
  const height = style.height ?? heightOf(chart);
  const format = new Intl.NumberFormat(locale, { notation: 'compact', maximumSignificantDigits: 3 });
  const drawing = init(null, null, { renderer: 'svg', ssr: true, width, height });
  try {
    drawing.setOption(
      chartOptions(chart, { theme, number: (value) => format.format(value), roles, unknown }),
    );
    return described(chart, tidy(chart.id, drawing.renderToSVGString()));
  } finally {
    // An open drawing keeps a timer, and with it the process.
    drawing.dispose();
  }
}

/** What its rows need; else as high as is usual. */
function heightOf(chart: Chart): number {
  if (chart.kind === 'spans') return 90 + 26 * chart.spans.length;
  if (chart.kind !== 'bars' || !isLying(chart)) return 360;
  const bars = chart.isStacked ? 1 : chart.series.length;
  return 110 + chart.x.categories.length * (14 + 16 * bars);
}

/** Takes out what a strict page refuses, and numbers that depend on what was drawn before. */
function tidy(id: string, svg: string): string {
  const numbers = new Map<string, number>();
  return svg
    .replace(/<style\b[\s\S]*?<\/style>\s*/g, '')
    .replace(/ (?:class|pointer-events|ecmeta_\w+|xmlns:xlink|baseProfile)="[^"]*"/g, '')
    .replace(/ style="([^"]*)"/g, (_whole, css: string) => attributesOf(css))
    .replace(/zr\d+-([a-z]+)(\d+)/g, (_whole, kind: string, number: string) => {
      const key = `${kind}${number}`;
      if (!numbers.has(key)) numbers.set(key, numbers.size);
      return `${anchor(id)}-${kind}${numbers.get(key)}`;
    });
}

/** `font-size:12px;fill:red;` as attributes: a page without inline styles shows them too. */
function attributesOf(css: string): string {
  return css
    .split(';')
    .map((rule) => rule.split(':'))
    .filter(([name, value]) => name !== undefined && value !== undefined)
    .map(
      ([name = '', value = '']) => ` ${name.trim()}="${value.trim().replace(/^(\d+(?:\.\d+)?)px$/, '$1')}"`,
    )
    .join('');
}

function described(chart: Chart, svg: string): string {
  const name = anchor(chart.id);
  const words = `<title id="${name}-title">${escapeXml(chart.title)}</title><desc id="${name}-desc">${escapeXml(chart.description)}</desc>`;
  return svg.replace(
    /<svg ([^>]*)>/,
    `<svg $1 role="img" aria-labelledby="${name}-title ${name}-desc">${words}`,
  );
}

function anchor(id: string): string {
  return `chart-${id.replace(/[^A-Za-z0-9]+/g, '-')}`;
}

function escapeXml(text: string): string {
  return text.replace(
    /[&<>"]/g,
    (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? '',
  );
}
