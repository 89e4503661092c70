import type { Figure, Source } from '@app/kernel';
import type { ReportDocument } from './document-tree';
import { figuresById, isAnswerId } from './figure-trail';
import type { ReportWords } from './language/report-words';
import { wordsOf } from './language/words-of';
import type { ReportLanguage } from './presentation';

/** From this many inputs on, a list that an earlier entry of the trail has already is not written out again. */
const LONG_LIST = 3;

/** What a rendering refers to by number instead of repeating it: figures, answers and sources, in a stable order. */
export interface ReportIndex {
  readonly figures: ReadonlyMap<string, Figure>;
  /** In which language the rendering prints. */
  readonly language: ReportLanguage;
  readonly words: ReportWords;
  /** Each source once, however many figures have it. */
  readonly sources: readonly Source[];
  /** The fragment of a figure (`f12`) or an answer (`a3`); null where the report has neither. */
  anchorOf(id: string): string | null;
  /** Numbers of a figure's sources, from 1. */
  sourceNumbersOf(entry: Figure): readonly number[];
  /** The first figure of the report with these very inputs, where the list is long and it is another figure. */
  sameInputsAs(entry: Figure): Figure | null;
}

/** Numbers the figures, answers and sources of a report, in the order in which the document has them. */
export function reportIndex(document: ReportDocument, language: ReportLanguage = 'en'): ReportIndex {
  const anchors = new Map<string, string>([
    ...document.figures.map((entry, index) => [entry.id, `f${index + 1}`] as const),
    ...Object.keys(document.answers).map((id, index) => [id, `a${index + 1}`] as const),
  ]);
  const sources = new Map<string, Source>();
  const firstOfList = new Map<string, Figure>();
  for (const entry of document.figures) {
    for (const source of entry.sources) if (!sources.has(keyOf(source))) sources.set(keyOf(source), source);
    const list = entry.inputs.join('\n');
    if (!firstOfList.has(list)) firstOfList.set(list, entry);
  }
  const numbers = new Map([...sources.keys()].map((key, index) => [key, index + 1]));
  return {
    figures: figuresById(document.figures),
    language,
    words: wordsOf(language),
    sources: [...sources.values()],
    anchorOf: (id) => anchors.get(id) ?? null,
    sourceNumbersOf: (entry) => [
      ...new Set(entry.sources.map((source) => numbers.get(keyOf(source)) as number)),
    ],
    sameInputsAs(entry) {
      const first = entry.inputs.length < LONG_LIST ? undefined : firstOfList.get(entry.inputs.join('\n'));
      return first === undefined || first.id === entry.id ? null : first;
    },
  };
}

/** The answer's path without the prefix that makes it an id. */
export function fieldOf(answerId: string): string {
  return isAnswerId(answerId) ? answerId.slice('input:'.length) : answerId;
}

function keyOf(source: Source): string {
  return JSON.stringify([source.title, source.url, source.asOf, source.confidence]);
}
