import type { Chart } from '@app/charts';
import { literal } from '@app/kernel';
import type { ReportBlock, ReportCard, ReportSection } from './document-tree';
import { MOST_ROWS, type Excerpt } from './template-excerpts';

type HeadingBlock = Extract<ReportBlock, { readonly kind: 'heading' }>;
type TableBlock = Extract<ReportBlock, { readonly kind: 'table' }>;

const RECOMMENDATION = 'recommendation.';
const FINDING = 'finding.';
const CONFLICT = 'conflict.';

/** What a title or a label says that holds only for another way than the plan's. */
const CONDITIONAL = /(?:^|: |\()if (?:hosted|by API)\b/i;
/** More places along an axis than a short report prints numbers for, and of how many one is kept. */
const MANY_PLACES = 24;
const ONE_OF = 3;

/** A section cut down to its excerpt; it ends with what the full report has beyond that. */
export function takeExcerpt(section: ReportSection, excerpt: Excerpt): ReportSection {
  if (excerpt.isWordingOnly) return { ...section, blocks: section.blocks.filter(isAboutWording) };
  const tables = (excerpt.tables ?? []).map(tableChoice);
  const rowsOf = (id: string | undefined) => tables.find(({ matches }) => matches(id ?? ''))?.most;
  const findings = (excerpt.findings ?? []).map(patternOf);
  const charts = new Set(excerpt.charts ?? []);
  const isShown = (block: ReportBlock): boolean => {
    switch (block.kind) {
      case 'table':
        return rowsOf(block.id) !== undefined;
      case 'chart':
        return charts.has(kindOfChart(block.chart.id));
      case 'card':
        if (block.id.startsWith(CONFLICT)) return excerpt.hasVotes === true;
        if (!block.id.startsWith(FINDING)) return true;
        return isGrave(block) || findings.some((one) => one.test(block.id.slice(FINDING.length)));
      case 'paragraph':
        return block.about === undefined || block.about === 'wording' || isAboutShown(block.about);
      default:
        return true;
    }
  };
  const isAboutShown = (about: string) => charts.has(about) || rowsOf(about) !== undefined;
  const shown = section.blocks.filter(
    (block) => isShown(block) && !(excerpt.isPlanOnly && isConditional(block)),
  );
  const blocks = shown.flatMap((block): ReportBlock[] => {
    if (block.kind === 'chart') return [{ ...block, chart: thinned(block.chart) }];
    if (block.kind !== 'table') return [block];
    const planned = excerpt.isPlanOnly ? ofPlan(block) : block;
    return planned ? cutTable(planned, rowsOf(block.id)) : [];
  });
  const advised = excerpt.recommendations ? shortList(blocks, excerpt.recommendations) : blocks;
  return { ...section, blocks: [...withoutEmptyHeadings(advised), ...leftOut(section.blocks, shown)] };
}

function isAboutWording(block: ReportBlock): boolean {
  return block.kind === 'paragraph' && block.about === 'wording';
}

function isGrave({ severity }: ReportCard): boolean {
  return severity === 'critical' || severity === 'high';
}

function isConditional(block: ReportBlock): boolean {
  if (block.kind === 'card') return CONDITIONAL.test(block.title) && !isGrave(block);
  return block.kind === 'table' && CONDITIONAL.test(block.title);
}

/** Null where no row of it is of the plan. */
function ofPlan(block: TableBlock): TableBlock | null {
  const rows = block.rows.filter((row) => !CONDITIONAL.test(row[0] ?? ''));
  return rows.length === 0 && block.rows.length > 0 ? null : { ...block, rows };
}

/** A line over many places with every third of them, the last among these. */
function thinned(chart: Chart): Chart {
  if (chart.kind !== 'line' || chart.x.categories.length <= MANY_PLACES) return chart;
  const last = chart.x.categories.length - 1;
  const kept = <Place>(all: readonly Place[]) => all.filter((_one, at) => (last - at) % ONE_OF === 0);
  return {
    ...chart,
    x: { ...chart.x, categories: kept(chart.x.categories) },
    series: chart.series.map((one) => ({ ...one, values: kept(one.values) })),
  };
}

function kindOfChart(id: string): string {
  return id.split('.')[0] as string;
}

/** `agent.kind` as the beginning and the end of an id, whatever workload stands between them. */
export function patternOf(pattern: string): RegExp {
  const [agent = '', ...kind] = pattern.split('.');
  const written = kind.join('.').replaceAll('.', '\\.').replaceAll('*', '.*');
  return new RegExp(`^${agent}\\.(?:.+\\.)?${written}$`);
}

function tableChoice(choice: string): { readonly matches: (id: string) => boolean; readonly most: number } {
  const [pattern = '', most] = choice.split(':');
  const form = patternOf(pattern);
  return { matches: (id) => form.test(id), most: most === undefined ? MOST_ROWS : Number(most) };
}

function cutTable(block: TableBlock, most: number = MOST_ROWS): ReportBlock[] {
  const all = block.rows.length;
  if (all <= most) return [block];
  const text = `Shown here: ${most} of ${all} rows; the full report has all.`;
  return [
    { ...block, rows: block.rows.slice(0, most) },
    { kind: 'paragraph', text },
  ];
}

/** The first recommendations as cards with some of their details, the others in a table. */
function shortList(
  blocks: readonly ReportBlock[],
  { most, details, further }: NonNullable<Excerpt['recommendations']>,
): ReportBlock[] {
  const cards = blocks.filter(isRecommendation);
  const first = cards.slice(0, most).map((card) => ({
    ...card,
    details: card.details.filter(({ label }) => details.includes(label)),
  }));
  const others = blocks.filter((block) => !isRecommendation(block));
  const rest = cards.slice(most);
  if (rest.length === 0) return [...first, ...others];
  const effortOf = (card: ReportCard) => card.details.find(({ label }) => label === 'Effort')?.items[0] ?? '';
  const table: TableBlock = {
    kind: 'table',
    id: 'recommendations.further',
    title: 'Further recommendations',
    columns: ['Rank', 'Severity', 'Recommendation', 'Effort'],
    rows: rest.map((card) => [literal(card.tag), card.severity ?? '', card.title, effortOf(card)]),
  };
  return [...first, ...cutTable(table, further), ...others];
}

function isRecommendation(block: ReportBlock): block is ReportCard {
  return block.kind === 'card' && block.id.startsWith(RECOMMENDATION);
}

function leftOut(all: readonly ReportBlock[], shown: readonly ReportBlock[]): ReportBlock[] {
  const missing = all.filter((block) => !shown.includes(block));
  const findings = missing.filter(({ kind }) => kind === 'card').length;
  const drawn = missing.filter(({ kind }) => kind === 'table' || kind === 'chart').length;
  const more = [
    ...(findings > 0 ? [`findings ${findings}`] : []),
    ...(drawn > 0 ? [`tables and charts ${drawn}`] : []),
  ];
  if (more.length === 0) return [];
  return [{ kind: 'paragraph', text: `More on this in the full report: ${more.join(', ')}.` }];
}

/** A heading goes with all that stood below it. */
function withoutEmptyHeadings(blocks: readonly ReportBlock[]): ReportBlock[] {
  const kept: ReportBlock[] = [];
  for (const block of blocks.toReversed()) {
    if (block.kind !== 'heading' || hasBelow(block, kept.at(-1))) kept.push(block);
  }
  return kept.reverse();
}

/** Whether a label or a title names what holds only for another way than the plan's. */
export function isOffPlan(label: string): boolean {
  return CONDITIONAL.test(label);
}

function hasBelow({ isMinor }: HeadingBlock, next: ReportBlock | undefined): boolean {
  if (next?.kind !== 'heading') return next !== undefined;
  return next.isMinor === true && isMinor !== true;
}
