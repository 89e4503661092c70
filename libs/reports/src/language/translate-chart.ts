import type { Chart, ChartAxis } from '@app/charts';
import { printUnit } from '../figure-format';
import type { ReportLanguage } from '../presentation';
import { ENGLISH_WORDS } from './english-words';
import { wordsOf } from './words-of';

/** A number as English prints it, alone: `69.7 million`. */
const NUMBER = /^(-?\d[\d,]*(?:\.\d+)?)(?: (million|billion|trillion))?$/;
const SEPARATORS: Readonly<Record<ReportLanguage, Readonly<Record<string, string>>>> = {
  en: {},
  de: { ',': '.', '.': ',' },
};

/** A chart with its words, units and the numbers along its axis in a language; what it draws stays. */
export function translateChart(
  chart: Chart,
  language: ReportLanguage,
  translate: (text: string) => string,
): Chart {
  const named = { title: translate(chart.title), description: translate(chart.description) };
  const axis = <Axis extends ChartAxis>(one: Axis): Axis => ({
    ...one,
    label: translate(one.label),
    unit: one.unit === '1' ? one.unit : printUnit(one.unit, language),
  });
  const names = <Named extends { readonly name: string }>(all: readonly Named[]): Named[] =>
    all.map((one) => ({ ...one, name: translate(one.name) }));
  switch (chart.kind) {
    case 'line':
    case 'bars': {
      const categories = chart.x.categories.map((one) => translate(numberIn(one, language)));
      const x = { ...axis(chart.x), categories };
      return { ...chart, ...named, x, y: axis(chart.y), series: names(chart.series) };
    }
    case 'scatter':
      return { ...chart, ...named, x: axis(chart.x), y: axis(chart.y), points: names(chart.points) };
    case 'spans':
      return { ...chart, ...named, spans: names(chart.spans) };
  }
}

function numberIn(text: string, language: ReportLanguage): string {
  const [, digits, word] = NUMBER.exec(text) ?? [];
  if (digits === undefined) return text;
  const number = digits.replace(/[.,]/g, (sign) => SEPARATORS[language][sign] ?? sign);
  const size = (['million', 'billion', 'trillion'] as const).find((one) => ENGLISH_WORDS[one] === word);
  return size === undefined ? number : `${number} ${wordsOf(language)[size]}`;
}
