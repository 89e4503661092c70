import { runFootprint } from '@app/carbon';
import { loadCatalog, staleness, type FactKind } from '@app/catalog';
import { cite, figure, literal, unknownFigure, type Figure, type Source } from '@app/kernel';
import { AUDIENCES } from '../template-id';
import type { ReportBlock, ReportSection } from '../document-tree';
import { headingOf } from '../figure-format';
import type { ReportRunFacts } from '../report-facts';

const NAMED_USES = 3;
const COUNTED_HERE =
  'Sources of every number count here, also of offers that were compared and not chosen. The web research dates only the facts behind the plan.';
const DATED = /^\d{4}(-\d{2}){0,2}$/;

/** Where the numbers come from: the section that says what of it is old and what the report itself used. */
export interface Provenance {
  readonly section: ReportSection;
  readonly figures: readonly Figure[];
}

/** `used` are the figures that the report rests on; the lists of each figure's trail are the appendix. */
export function provenance(run: ReportRunFacts, used: readonly Figure[]): Provenance {
  const footprint = footprintFigures(run);
  return {
    section: {
      id: 'provenance',
      title: 'Provenance',
      audiences: AUDIENCES,
      blocks: [
        {
          kind: 'paragraph',
          text: 'Every number is in the appendix with its formula, inputs, sources, their dates and confidence. Assumptions and missing agents have sections of their own.',
        },
        ...staleFacts(used, run.asOf),
        {
          kind: 'table',
          id: 'provenance.used',
          title: 'What this report itself used',
          columns: ['Used', 'Amount'],
          rows: footprint.shown.map((entry) => [literal(headingOf(entry)), cite(entry)]),
        },
      ],
    },
    figures: footprint.figures,
  };
}

interface StaleFact {
  readonly source: Source;
  readonly limitDays: number;
  readonly users: Figure[];
}

/** Facts that are older on the day of the assessment than facts of their kind should be; a formula does not age. */
function staleFacts(used: readonly Figure[], asOf: string): ReportBlock[] {
  const found = new Map<string, StaleFact>();
  for (const entry of used.filter(({ method }) => method === 'sourced')) {
    for (const source of entry.sources.filter((one) => DATED.test(one.asOf))) {
      const { stale, limitDays } = staleness(source, asOf, kindOf(entry));
      if (!stale) continue;
      const key = JSON.stringify([source.title, source.url, source.asOf, limitDays]);
      const known = found.get(key);
      if (known) known.users.push(entry);
      else found.set(key, { source, limitDays, users: [entry] });
    }
  }
  if (found.size === 0) {
    return [{ kind: 'paragraph', text: 'No source is older than facts of its kind should be.' }];
  }
  // What ages soonest matters most: prices stand before laws of physics.
  const inOrder = [...found.values()].sort(
    (a, b) => a.limitDays - b.limitDays || compare(a.source.asOf, b.source.asOf),
  );
  return [
    {
      kind: 'table',
      id: 'provenance.stale',
      title: 'Stale sources',
      columns: ['Source', 'As of', 'To be looked up again after days', 'Used for'],
      rows: inOrder.map(({ source, limitDays, users }) => [
        literal(source.title),
        literal(source.asOf),
        String(limitDays),
        usesOf(users),
      ]),
    },
    { kind: 'paragraph', about: 'provenance.stale', text: COUNTED_HERE },
  ];
}

/** The kind of a figure's facts, by its unit; it decides how old they may be. */
function kindOf({ id, label, unit }: Figure): FactKind {
  if (id.startsWith('catalog.managed-service.')) return 'service-price';
  if (/^(USD|EUR|GBP|CHF)\/(10\^6|1M|million) /.test(unit)) return 'api-price';
  if (/^(USD|EUR|GBP|CHF)(\/|$)/.test(unit))
    return /\bspot\b/i.test(`${id} ${label}`) ? 'spot-price' : 'on-demand-price';
  return /CO2/.test(unit) ? 'carbon' : 'specification';
}

function usesOf(users: readonly Figure[]): string {
  const named = users.slice(0, NAMED_USES).map((entry) => literal(headingOf(entry)));
  return [...named, ...(users.length > NAMED_USES ? ['…'] : [])].join('; ');
}

function footprintFigures(run: ReportRunFacts) {
  const { spending } = run;
  const use = run.use ?? { cpuMs: null, country: null, modelTokens: spending?.tokens ?? 0 };
  const footprint = runFootprint(use, loadCatalog());
  const tokens = spent(
    'run.footprint.model-tokens',
    'Tokens of language models',
    'tokens',
    spending?.tokens,
    {
      method: 'measured',
      formula: 'tokens that the models’ answers report, of every call of this run',
    },
  );
  const cost = spent('run.footprint.model-cost', 'Cost of language models', 'USD', spending?.usd, {
    method: 'computed',
    formula: 'tokens of each call x price of its model',
  });
  // Nobody counted the tokens: that is not none.
  const modelEnergy = run.use || spending ? footprint.modelEnergy : uncounted(footprint.modelEnergy);
  const shown = [tokens, cost, footprint.processorTime, footprint.energy, footprint.emissions, modelEnergy];
  const others = footprint.figures.map((entry) => (entry.id === modelEnergy.id ? modelEnergy : entry));
  // What the timeline shows of them is the same figure.
  return { shown, figures: [tokens, cost, ...(run.use ? [] : others)] };
}

function uncounted({ id, label, unit }: Figure): Figure {
  const reason = 'nobody counted the tokens';
  return unknownFigure({
    id,
    label,
    unit,
    method: 'measured',
    formula: 'tokens x energy of a token',
    reason,
  });
}

function spent(
  id: string,
  label: string,
  unit: string,
  value: number | undefined,
  how: Pick<Figure, 'method' | 'formula'>,
): Figure {
  const draft = { id, label, unit, method: how.method, formula: how.formula ?? '' };
  return value === undefined
    ? unknownFigure({ ...draft, reason: 'nobody counted it' })
    : figure({ ...draft, value });
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
