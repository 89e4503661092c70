import { type FactKind, STALENESS_LIMIT_DAYS, staleness } from '@app/catalog';
import { cite, type Figure, type Source } from '@app/kernel';
import { apiModelName } from '@app/pricing';
import type { Agent } from '../agent';
import type { AgentOutput } from '../agent-output';
import { Analysis } from '../analysis';
import { counted, listOf, withArticle } from '../bench/naming';
import type { Workbench } from '../workbench';
import { webResearchPrompt } from './web-research.prompt';

/** Current prices, news and competitors through a search provider; without one, the dated catalog and its age. */
export const webResearchAgent: Agent = {
  id: 'web-research',
  title: 'Web research',
  decides:
    'Which facts are too old to rely on, and what a look at the market of today would have to confirm.',
  prompt: webResearchPrompt,
  analyse,
};

/** A fact with the kind by which its age is judged. */
interface DatedFact {
  readonly id: string;
  readonly subject: string;
  readonly kind: FactKind;
  readonly source: Source;
}

const KIND_WORDS: Readonly<Record<FactKind, string>> = {
  'on-demand-price': 'on-demand price',
  'commitment-price': 'commitment price',
  'spot-price': 'spot price',
  'api-price': 'API price',
  'service-price': 'service price',
  specification: 'specification',
  carbon: 'grid carbon',
  framework: 'framework',
};

function analyse(bench: Workbench, signal: AbortSignal): AgentOutput {
  signal.throwIfAborted();
  const notes = new Analysis('web-research', bench);
  for (const [id, subject] of [
    ['prices', 'Prices of today'],
    ['news', 'News on providers, models and regulations since the catalog was made'],
    ['competitors', 'Offers of competitors that the catalog does not list'],
  ] as const) {
    const reason = 'no search provider is configured; the dated catalog was used in its place';
    notes.leaveOut({ id: `web-research.${id}`, subject, reason });
  }
  const facts = datedFacts(bench);
  const old: DatedFact[] = [];
  const rows = facts.map((fact) => {
    const age = staleness(fact.source, bench.asOf, fact.kind);
    if (age.stale) old.push(fact);
    const days = ageFigure(notes, fact, age.ageDays);
    const limit = limitFigure(notes, fact.kind);
    return [
      fact.subject,
      KIND_WORDS[fact.kind],
      fact.source.asOf,
      cite(days),
      cite(limit),
      age.stale ? 'old' : 'current',
    ];
  });
  notes.show({
    id: 'web-research.staleness',
    title: `Age of the facts used, on ${bench.asOf}`,
    columns: ['Fact', 'Kind', 'As of', 'Age', 'Look again after', 'State'],
    rows,
  });
  const count = notes.count(
    'web-research.old-facts',
    'Facts that are too old',
    old.length,
    'count of facts older than the limit of their kind',
  );
  if (old.length > 0) confirmOldFacts(notes, old, count);
  return notes.done(
    `No live search was made. Of the facts used, ${counted(count, 'is', 'are')} older than facts of the kind should be on ${bench.asOf}.`,
  );
}

function datedFacts(bench: Workbench): DatedFact[] {
  const facts = new Map<string, DatedFact>();
  const add = (fact: DatedFact): void => void facts.set(fact.id, fact);
  for (const workload of bench.workloads) {
    const { row } = workload.model();
    if (row) add({ id: `model.${row.id}`, subject: row.name, kind: 'specification', source: row.source });
    for (const api of workload.apis().apis.slice(0, 3)) {
      add({
        id: `api.${api.rowId}`,
        subject: `${apiModelName(api.row)} by ${api.row.provider}`,
        kind: 'api-price',
        source: api.row.source,
      });
    }
    for (const offer of workload.priced().offers.slice(0, 3)) {
      const { instance } = offer.priced;
      const subject = `${instance.instanceType} in ${instance.region}`;
      add({ id: `instance.${instance.id}`, subject, kind: 'on-demand-price', source: instance.source });
      const grid = bench.catalog.findGridCarbon(instance.provider, instance.region);
      if (grid)
        add({
          id: `grid.${grid.id}`,
          subject: `grid of ${instance.region}`,
          kind: 'carbon',
          source: grid.source,
        });
    }
  }
  for (const framework of bench.compliance.frameworks) {
    if (framework.state !== 'applies' && framework.state !== 'applies-later') continue;
    add({
      id: `framework.${framework.id}`,
      subject: framework.name,
      kind: 'framework',
      source: framework.source,
    });
  }
  return [...facts.values()];
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

function limitFigure(notes: Analysis, kind: FactKind): Figure {
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
    title: `${counted(count, 'fact is', 'facts are')} older than facts of the kind should be`,
    statement: `Look up again: ${listOf(old.slice(0, 6).map((fact) => fact.subject))}.`,
  });
  if (prices.length === 0) return;
  notes.recommend({
    key: 'confirm-prices',
    title: 'Confirm the prices that are old before deciding on cost',
    rationale: `${counted(count, 'fact is', 'facts are')} older than the limit for facts of the kind, prices among them.`,
    severity: 'medium',
    workloadIds: [],
    cost: { figureIds: [], note: 'A changed price moves every cost in proportion.' },
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
