import { STALENESS_LIMIT_DAYS, staleness } from '@app/catalog';
import { cite, type Figure } from '@app/kernel';
import type { Agent } from '../agent';
import type { AgentOutput } from '../agent-output';
import { Analysis } from '../analysis';
import { counted, listOf, withArticle } from '../bench/naming';
import type { Workbench } from '../workbench';
import { type DatedFact, datedFacts, KIND_WORDS } from './dated-facts';
import { marketNews, marketQuestions } from './market-news';
import { quotedPrices } from './quoted-prices';
import { lookUp } from './web-look-ups';
import { webResearchPrompt } from './web-research.prompt';
import { marketRisks } from './market-risks';

const DATED =
  'the model and the three cheapest APIs and offers of each workload, their grids, and the frameworks in force';

/** Current prices, news and competitors through a search provider; without one, the dated catalog and its age. */
export const webResearchAgent: Agent = {
  id: 'web-research',
  title: 'Web research',
  decides:
    'Which facts are too old to rely on, and what pages of today say of the prices that the result rests on.',
  prompt: webResearchPrompt,
  analyse,
};

async function analyse(bench: Workbench, signal: AbortSignal): Promise<AgentOutput> {
  signal.throwIfAborted();
  const notes = new Analysis('web-research', bench);
  const facts = datedFacts(bench);
  const old = facts.filter((fact) => staleness(fact.source, bench.asOf, fact.kind).stale);
  const found = bench.web ? await askTheWeb(notes, bench, { facts, old }, signal) : withoutWeb(notes);
  ageTable(notes, bench, facts);
  const count = notes.count(
    'web-research.old-facts',
    'Facts behind the plan that are too old',
    old.length,
    `count of facts older than the limit of their kind, of those dated here: ${DATED}`,
  );
  if (old.length > 0) confirmOldFacts(notes, old, count);
  marketRisks(notes, bench, count);
  return notes.done(
    `${found} Of the facts behind the plan, ${counted(count, 'is', 'are')} older than facts of the kind should be on ${bench.asOf}; sources of everything else that is shown are dated under provenance.`,
  );
}

function withoutWeb(notes: Analysis): string {
  for (const [id, subject] of [
    ['prices', 'Prices of today'],
    ['news', 'News on providers, models and regulations since the catalog was made'],
    ['competitors', 'Offers of competitors that the catalog does not list'],
  ] as const) {
    const reason = 'no search provider is configured; the dated catalog was used in its place';
    notes.leaveOut({ id: `web-research.${id}`, subject, reason });
  }
  return 'No live search was made.';
}

/** Old prices are looked up first: they are the likeliest to have changed. */
async function askTheWeb(
  notes: Analysis,
  bench: Workbench,
  { facts, old }: { readonly facts: readonly DatedFact[]; readonly old: readonly DatedFact[] },
  signal: AbortSignal,
): Promise<string> {
  const { web } = bench;
  if (!web) return withoutWeb(notes);
  const market = marketQuestions(bench);
  const priced = [...old, ...facts].flatMap((fact) => fact.priced?.query ?? []);
  const room = Math.max(1, web.mostQueries - market.length);
  const prices = [...new Set(priced)];
  const queries = [...prices.slice(0, room), ...market.map(({ query }) => query), ...prices.slice(room)];
  const isPrice = new Set(prices);
  const answers = await lookUp(
    web,
    queries,
    // The first page of each price: what the provider quotes of the others is read as well.
    (lookup) => (isPrice.has(lookup.query) ? lookup.hits.slice(0, 1).map(({ url }) => url) : []),
    signal,
  );
  if (answers.failures.size > 0 || answers.unasked > 0) limits(notes, answers.failures, answers.unasked);
  if (answers.lookups.size === 0) {
    notes.leaveOut({
      id: 'web-research.search',
      subject: 'Prices, news and competitors of today',
      reason: `the search provider ${web.provider} gave no answer; the dated catalog was used in its place`,
    });
    return `The search provider ${web.provider} gave no answer: the result rests on the dated catalog.`;
  }
  const quotes = quotedPrices(notes, facts, answers);
  marketNews(notes, market, answers);
  return `The web was searched through ${web.provider}. ${quotes}`;
}

function limits(notes: Analysis, failures: ReadonlyMap<string, number>, unasked: number): void {
  const codes = [...failures.keys()].sort();
  const failed = codes.length > 0 ? `some look-ups failed (${codes.join(', ')})` : '';
  const rest = unasked > 0 ? 'not all queries were put, by the limit of a run or because others failed' : '';
  notes.leaveOut({
    id: 'web-research.look-ups',
    subject: 'Part of the look-ups on the web',
    reason: [failed, rest].filter((words) => words !== '').join('; '),
  });
}

function ageTable(notes: Analysis, bench: Workbench, facts: readonly DatedFact[]): void {
  notes.show({
    id: 'web-research.staleness',
    title: `Age of the facts behind the plan, on ${bench.asOf}`,
    columns: ['Fact', 'Kind', 'As of', 'Age', 'Look again after', 'State'],
    rows: facts.map((fact) => {
      const age = staleness(fact.source, bench.asOf, fact.kind);
      const days = ageFigure(notes, fact, age.ageDays);
      const limit = limitFigure(notes, fact);
      const state = age.stale ? 'old' : 'current';
      return [fact.subject, KIND_WORDS[fact.kind], fact.source.asOf, cite(days), cite(limit), state];
    }),
    note: `Dated here: ${DATED}. Sources of whatever else the report shows are dated under provenance.`,
  });
}

function ageFigure(notes: Analysis, fact: DatedFact, days: number): Figure {
  return notes.figure({
    id: `web-research.age.${fact.id}`,
    label: `Age of the fact on ${fact.subject}`,
    value: days,
    unit: 'd',
    method: 'computed',
    formula: 'date of the assessment - date of the source',
    sources: [fact.source],
  });
}

function limitFigure(notes: Analysis, { kind }: DatedFact): Figure {
  return notes.figure({
    id: `web-research.limit.${kind}`,
    label: `Age after which ${withArticle(KIND_WORDS[kind])} should be looked up again`,
    value: STALENESS_LIMIT_DAYS[kind],
    unit: 'd',
    method: 'assumed',
    formula: 'a choice of this product by how fast such facts change',
  });
}

function confirmOldFacts(notes: Analysis, old: readonly DatedFact[], count: Figure): void {
  const prices = old.filter((fact) => fact.kind.endsWith('-price'));
  notes.find({
    id: 'web-research.old-facts',
    severity: prices.length > 0 ? 'medium' : 'low',
    title: `${counted(count, 'fact behind the plan is', 'facts behind the plan are')} older than facts of the kind should be`,
    statement: `Look up again: ${listOf(old.slice(0, 6).map((fact) => fact.subject))}.`,
  });
  if (prices.length === 0) return;
  notes.recommend({
    key: 'confirm-prices',
    title: 'Confirm the prices that are old before deciding on cost',
    rationale: `${counted(count, 'fact behind the plan is', 'facts behind the plan are')} older than the limit for facts of the kind, prices among them.`,
    severity: 'medium',
    workloadIds: [],
    cost: { figureIds: [], note: 'A changed price moves the costs that rest on it in proportion.' },
    compliance: { requirements: [], note: '' },
    implementation: {
      effort: 'days',
      steps: [
        ...prices.slice(0, 6).map((fact) => `Look up ${fact.subject} at ${fact.source.url}.`),
        'Enter what changed into the catalog or a price book and run the assessment again.',
      ],
      prerequisites: [],
    },
  });
}
