import type { Figure, Source } from '@app/kernel';
import type { LeftOutFigure, ReportDocument } from './document-tree';
import { isAnswerId } from './figure-trail';
import type { ReportWords } from './language/report-words';
import { wordsOf } from './language/words-of';
import type { ReportLanguage } from './presentation';

/** From this many inputs on, a list that an earlier entry of the trail has already is not written out again. */
const LONG_LIST = 3;
/** Inputs that the report does not list and that an entry of the trail names; further ones are counted. */
const NAMED_LEFT_OUT = 3;

/** What a rendering refers to by number instead of repeating it: figures, answers and sources, in a stable order. */
export interface ReportIndex {
  /** Those that it lists, and those that it tells by their value alone, which have no anchor. */
  readonly figures: ReadonlyMap<string, Figure>;
  /** In which language the rendering prints. */
  readonly language: ReportLanguage;
  readonly words: ReportWords;
  /** Each source once, however many figures have it. */
  readonly sources: readonly Source[];
  /** The fragment of a figure (`f12`) or an answer (`a3`); null where the report has neither. */
  anchorOf(id: string): string | null;
  /** Numbers of a figure's sources, from 1; and of what it was computed from that the report does not list. */
  sourceNumbersOf(entry: Figure): readonly number[];
  /** The inputs that an entry names, and how many further ones it counts. */
  inputsOf(entry: Figure): { readonly named: readonly string[]; readonly more: number };
  /** The first figure of the report with these very inputs, where the list is long and it is another figure. */
  sameInputsAs(entry: Figure): Figure | null;
}

/** Numbers the figures, answers and sources of a report, in the order in which the document has them. */
export function reportIndex(document: ReportDocument, language: ReportLanguage = 'en'): ReportIndex {
  const anchors = new Map<string, string>([
    ...document.figures.map((entry, index) => [entry.id, `f${index + 1}`] as const),
    ...Object.keys(document.answers).map((id, index) => [id, `a${index + 1}`] as const),
  ]);
  const leftOut = new Map((document.leftOut ?? []).map((entry) => [entry.id, entry]));
  const firstOfList = new Map<string, Figure>();
  const sourcesOf = (entry: Figure) => [
    ...entry.sources,
    ...entry.inputs.flatMap((id) => leftOut.get(id)?.sources ?? []),
  ];
  for (const entry of document.figures) {
    const list = entry.inputs.join('\n');
    if (!firstOfList.has(list)) firstOfList.set(list, entry);
  }
  const sources = sourcesInOrder(document.figures.map(sourcesOf));
  const numbers = new Map([...sources.keys()].map((key, index) => [key, index + 1]));
  return {
    figures: new Map([
      ...[...leftOut.values()].map((entry) => [entry.id, asFigure(entry)] as const),
      ...document.figures.map((entry) => [entry.id, entry] as const),
    ]),
    language,
    words: wordsOf(language),
    sources: [...sources.values()],
    anchorOf: (id) => anchors.get(id) ?? null,
    sourceNumbersOf: (entry) => [
      ...new Set(sourcesOf(entry).map((source) => numbers.get(sourceKey(source)) as number)),
    ],
    inputsOf(entry) {
      const silent = entry.inputs.filter((id) => leftOut.has(id)).slice(NAMED_LEFT_OUT);
      const counted = new Set(silent);
      return { named: entry.inputs.filter((id) => !counted.has(id)), more: counted.size };
    },
    sameInputsAs(entry) {
      const first = entry.inputs.length < LONG_LIST ? undefined : firstOfList.get(entry.inputs.join('\n'));
      return first === undefined || first.id === entry.id ? null : first;
    },
  };
}

/** By the first figure that has them; those that the same figures have stand together, so that their numbers do. */
function sourcesInOrder(bySources: ReadonlyArray<readonly Source[]>): ReadonlyMap<string, Source> {
  const users = new Map<string, { readonly source: Source; readonly figures: number[] }>();
  bySources.forEach((sources, figure) => {
    for (const source of sources) {
      const known = users.get(sourceKey(source));
      if (!known) users.set(sourceKey(source), { source, figures: [figure] });
      else if (known.figures.at(-1) !== figure) known.figures.push(figure);
    }
  });
  const groups = Map.groupBy(users, ([, { figures }]) => figures.join());
  return new Map([...groups.values()].flat().map(([key, { source }]) => [key, source]));
}

function asFigure(entry: LeftOutFigure): Figure {
  return { ...entry, formula: null, inputs: [] };
}

/** The answer's path without the prefix that makes it an id. */
export function fieldOf(answerId: string): string {
  return isAnswerId(answerId) ? answerId.slice('input:'.length) : answerId;
}

/** What tells sources apart. */
export function sourceKey(source: Source): string {
  return JSON.stringify([source.title, source.url, source.asOf, source.confidence]);
}
