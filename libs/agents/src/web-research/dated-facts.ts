import { type FactKind, instancePriceFigure } from '@app/catalog';
import { type Figure, figure, type Source } from '@app/kernel';
import { apiModelName } from '@app/pricing';
import type { Workbench } from '../workbench';
import type { PriceSubject } from './price-quote';

/** A fact that the result rests on, with the kind by which its age is judged. */
export interface DatedFact {
  readonly id: string;
  readonly subject: string;
  readonly kind: FactKind;
  readonly source: Source;
  /** What to look for on the web, for prices: the catalog's figures, and names by which a page calls the thing. */
  readonly priced?: PricedFact;
}

export interface PricedFact {
  /** Words for a search engine: names of the catalog only. */
  readonly query: string;
  readonly subjects: readonly QuotableFigure[];
}

export interface QuotableFigure {
  readonly figure: Figure;
  readonly subject: PriceSubject;
}

/** Prices of a workload that are dated and looked up: the cheapest few. */
const PER_WORKLOAD = 3;

export const KIND_WORDS: Readonly<Record<FactKind, string>> = {
  'on-demand-price': 'on-demand price',
  'commitment-price': 'commitment price',
  'spot-price': 'spot price',
  'api-price': 'API price',
  'service-price': 'service price',
  specification: 'specification',
  carbon: 'grid carbon',
  framework: 'framework',
};

/** Facts that the result rests on, each once, in the order of the workloads. */
export function datedFacts(bench: Workbench): DatedFact[] {
  const facts = [
    ...bench.workloads.flatMap((workload) => [
      ...modelFact(workload),
      ...apiFacts(workload, bench),
      ...offerFacts(workload, bench),
    ]),
    ...frameworkFacts(bench),
  ];
  return [...new Map(facts.map((fact) => [fact.id, fact])).values()];
}

type Workload = Workbench['workloads'][number];

function modelFact(workload: Workload): DatedFact[] {
  const { row } = workload.model();
  if (!row) return [];
  return [{ id: `model.${row.id}`, subject: row.name, kind: 'specification', source: row.source }];
}

function apiFacts(workload: Workload, { catalog }: Workbench): DatedFact[] {
  return workload
    .apis()
    .apis.slice(0, PER_WORKLOAD)
    .map(({ rowId, row }) => {
      const name = apiModelName(row);
      const names = [...new Set([row.model, row.modelId, name])];
      const longer = longerNames(names, catalog);
      const price = (side: 'input' | 'output', value: number | null): QuotableFigure[] =>
        value === null
          ? []
          : [
              {
                figure: figure({
                  id: `web-research.catalog.${rowId}.${side}`,
                  label: `Catalog price of ${side} tokens of ${name} by ${row.provider}`,
                  value,
                  unit: 'USD/10^6 tokens',
                  method: 'sourced',
                  sources: [row.source],
                }),
                subject: { names, longer, per: side },
              },
            ];
      return {
        id: `api.${rowId}`,
        subject: `${name} by ${row.provider}`,
        kind: 'api-price' as const,
        source: row.source,
        priced: {
          query: `${row.provider} ${name} API price per million tokens`,
          subjects: [...price('input', row.inputUSDPerMTok), ...price('output', row.outputUSDPerMTok)],
        },
      };
    });
}

/** Names of other models in which one of these is only the beginning. */
function longerNames(names: readonly string[], catalog: Workbench['catalog']): string[] {
  const short = names.map((name) => name.toLowerCase());
  const all = catalog.apiPrices.flatMap((row) => [row.model, row.modelId]);
  return [...new Set(all)].filter((other) => {
    const lower = other.toLowerCase();
    return !short.includes(lower) && short.some((name) => lower.includes(name));
  });
}

function offerFacts(workload: Workload, bench: Workbench): DatedFact[] {
  return workload
    .priced()
    .offers.slice(0, PER_WORKLOAD)
    .flatMap(({ priced: { instance } }): DatedFact[] => {
      const { provider, instanceType, region } = instance;
      const grid = bench.catalog.findGridCarbon(provider, region);
      const price = instancePriceFigure(instance, 'on-demand');
      return [
        {
          id: `instance.${instance.id}`,
          subject: `${instanceType} in ${region}`,
          kind: 'on-demand-price',
          source: instance.source,
          ...(price.value === null
            ? {}
            : {
                priced: {
                  query: `${provider} ${instanceType} on-demand price per hour ${region}`,
                  subjects: [{ figure: price, subject: { names: [instanceType], per: 'hour' } }],
                },
              }),
        },
        ...(grid
          ? [
              {
                id: `grid.${grid.id}`,
                subject: `grid of ${region}`,
                kind: 'carbon' as const,
                source: grid.source,
              },
            ]
          : []),
      ];
    });
}

function frameworkFacts(bench: Workbench): DatedFact[] {
  return bench.compliance.frameworks
    .filter(({ state }) => state === 'applies' || state === 'applies-later')
    .map(({ id, name, source }) => ({ id: `framework.${id}`, subject: name, kind: 'framework', source }));
}
