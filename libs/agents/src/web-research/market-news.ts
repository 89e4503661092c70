import { literal } from '@app/kernel';
import type { Analysis } from '../analysis';
import { listOf } from '../bench/naming';
import type { Workbench } from '../workbench';
import { quotableText, quotableUrl } from './quotable-text';
import type { WebAnswers } from './web-look-ups';

/** A question about the market, put in names of the catalog. */
export interface MarketQuestion {
  readonly topic: 'news' | 'competitors';
  readonly about: string;
  readonly query: string;
}

/** Topics that one assessment asks about, so that prices come first. */
const FRAMEWORKS = 2;
const HITS_SHOWN = 3;

/** What to ask beside prices: news on the frameworks that apply, and who else rents the chosen accelerator out. */
export function marketQuestions(bench: Workbench): MarketQuestion[] {
  const year = bench.asOf.slice(0, 4);
  const frameworks = bench.compliance.frameworks
    .filter(({ state }) => state === 'applies' || state === 'applies-later')
    .slice(0, FRAMEWORKS)
    .map(({ name }): MarketQuestion => ({
      topic: 'news',
      about: name,
      query: `${name} amendment guidance ${year}`,
    }));
  const accelerators = new Set(
    bench.workloads.flatMap((workload) => workload.reference()?.of.acceleratorId ?? []),
  );
  const rivals = [...accelerators].slice(0, 1).map((id): MarketQuestion => {
    const { name } = bench.catalog.accelerator(id);
    return {
      topic: 'competitors',
      about: name,
      query: `${name} cloud rental price per hour comparison ${year}`,
    };
  });
  return [...frameworks, ...rivals];
}

/** Shows what pages were found, with address and time; says what was not found. */
export function marketNews(notes: Analysis, questions: readonly MarketQuestion[], answers: WebAnswers): void {
  const rows = questions.flatMap(({ about, query }) => {
    const lookup = answers.lookups.get(query);
    return (lookup?.hits ?? []).slice(0, HITS_SHOWN).flatMap((hit) => {
      const url = quotableUrl(hit.url);
      const published = hit.published ?? 'not stated';
      return url
        ? [[literal(about), quotableText(hit.title), published, url, lookup?.retrievedAt ?? '']]
        : [];
    });
  });
  notes.show({
    id: 'web-research.news',
    title: 'Pages found on news and competitors',
    columns: ['About', 'Page', 'Published', 'Address', 'Found at'],
    rows,
    note: 'What these pages say was not judged and changed nothing in this analysis.',
  });
  const silent = questions.filter(({ query }) => !answers.lookups.get(query)?.hits.length);
  if (silent.length === 0) return;
  notes.leaveOut({
    id: 'web-research.news',
    subject: `News and competitors: ${listOf(silent.map(({ about }) => about))}`,
    reason: 'the search brought no page on them',
  });
}
