import { DARK_CHART, LIGHT_CHART, renderChartSvg, type Chart } from '@app/charts';
import { chartTable, isInTable } from './chart-table';
import type { ReportSection } from './document-tree';
import { htmlTableBody } from './html-table';
import { NUMBER_LOCALES } from './number-format';
import type { ReportIndex } from './report-index';
import { escapeHtml } from './text-escaping';

/**
 * A chart as a drawing for light and one for dark ground, of which the style sheet shows one; then its numbers, where no
 * table of the section has them.
 */
export function htmlChart(chart: Chart, section: ReportSection, index: ReportIndex): string {
  return (
    `<figure class="chart"><figcaption><b>${escapeHtml(chart.title)}</b> ${escapeHtml(chart.description)}</figcaption>\n` +
    `<div class="on-light">${drawing(chart, 'light', index)}</div>\n<div class="on-dark">${drawing(chart, 'dark', index)}</div>\n` +
    `${isInTable(chart, section) ? '' : numbers(chart, index)}</figure>`
  );
}

function numbers(chart: Chart, index: ReportIndex): string {
  const { words } = index;
  const { columns, rows } = chartTable(chart, words);
  return (
    `<details><summary>${escapeHtml(words.chartNumbers)} <span>${escapeHtml(words.rows(rows.length))}</span></summary>\n` +
    `${htmlTableBody(columns, rows, index)}</details>`
  );
}

function drawing(chart: Chart, ground: 'light' | 'dark', { language, words }: ReportIndex): string {
  // Both stand in one page, so that their ids must differ.
  return renderChartSvg(
    { ...chart, id: `${chart.id}.${ground}` },
    {
      theme: ground === 'light' ? LIGHT_CHART : DARK_CHART,
      locale: NUMBER_LOCALES[language],
      roles: words.pointRoles,
    },
  );
}
