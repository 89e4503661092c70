import type { AssessmentInput, CompletedWorkload, CurrentInfrastructureInput } from '@app/assessments';
import { type CarbonResult, carbonOfHours, carbonOfServing } from '@app/carbon';
import type { Catalog } from '@app/catalog';
import { isInEea, jurisdictionOf } from '@app/compliance';
import type { Figure, FigureBook } from '@app/kernel';
import { type BreakEven, breakEven, type TotalCost, totalCostOfApi, totalCostOfServing } from '@app/pricing';
import { type IndexSizing, sizeIndex } from '@app/sizing';
import { type HostSizing, sizingFigure } from './host-sizing';
import { lazily } from './lazily';
import { costOfWork } from './months-of-work';
import { chooseModel, type ModelChoice } from './model-choice';
import { priceApis, type PricedApis } from './price-apis';
import { loadGrowth, type LoadGrowth } from './load-growth';
import { priceScope, type PriceScope } from './price-scope';
import { type Offer, type PricedWorkload, priceWorkload } from './price-workload';
import { refs, valueOf } from './serving-need';
import { type SizedWorkload, sizeWorkload } from './size-workload';

/** What the benches of one run's workloads have in common. */
export interface BenchSurroundings {
  readonly input: AssessmentInput;
  readonly catalog: Catalog;
  readonly asOf: string;
  readonly figures: FigureBook;
}

/** Hardware of one's own that the input lists, with its place in the input. */
export interface OwnedHardware {
  readonly index: number;
  readonly acceleratorId: string;
  readonly entry: CurrentInfrastructureInput;
}

/** A sizing that fits the hardware of one's own. */
export interface OwnedFit {
  readonly hardware: OwnedHardware;
  readonly sizing: HostSizing;
}

export type HostingLimit = 'either' | 'self-host-only' | 'api-only';

/** Everything that engines say about one workload, each computed on first use and then shared. */
export class WorkloadBench {
  constructor(
    readonly workload: CompletedWorkload,
    private readonly around: BenchSurroundings,
  ) {}

  get id(): string {
    return this.workload.id;
  }

  /** Whether the assessment has no other workload. */
  get isOnly(): boolean {
    return this.around.input.workloads.length === 1;
  }

  /** Whether the organisation's limits leave a choice between an API and own hosting. */
  get hostingLimit(): HostingLimit {
    const { selfHostOnly, apiOnly } = this.around.input.constraints ?? {};
    return selfHostOnly ? 'self-host-only' : apiOnly ? 'api-only' : 'either';
  }

  readonly model = lazily((): ModelChoice =>
    chooseModel(this.workload, this.around.catalog, this.hostingLimit === 'api-only'),
  );

  readonly scope = lazily((): PriceScope => {
    const { input, catalog, asOf } = this.around;
    return priceScope(input, this.workload.input, this.workload.index, catalog, asOf);
  });

  readonly sized = lazily((): SizedWorkload => {
    if (this.hostingLimit === 'api-only') {
      return { options: { feasible: [], infeasible: [] }, reason: 'only APIs may be used' };
    }
    const sized = sizeWorkload(this.workload, this.model(), this.around.catalog);
    const { feasible, infeasible } = sized.options;
    for (const sizing of [...feasible, ...infeasible]) this.keep(sizing.of.figures);
    return sized;
  });

  readonly priced = lazily((): PricedWorkload => {
    const { catalog } = this.around;
    const priced = priceWorkload(this.workload, this.sized().options, catalog, this.scope().constraints);
    this.keep(priced.figures);
    for (const offer of priced.offers) this.keep(offer.priced.figures);
    return priced;
  });

  /** The cheapest offer with a known on-demand price, or null. */
  readonly cheapest = lazily(
    (): Offer | null =>
      this.priced().offers.find((offer) => offer.priced.monthlyOnDemandUsd !== null) ?? null,
  );

  /** Owned accelerators that hold the workload, where hardware of one's own may be used. Other workloads on them are not subtracted. */
  readonly ownedFit = lazily((): OwnedFit | null => {
    if (!this.scope().onPremisesAllowed) return null;
    for (const hardware of this.owned()) {
      const sizing = this.sized().options.feasible.find(
        (entry) => entry.of.acceleratorId === hardware.acceleratorId,
      );
      const needed = sizing?.of.accelerators ?? null;
      if (sizing && needed !== null && needed <= hardware.entry.count) return { hardware, sizing };
    }
    return null;
  });

  /** The sizing that the result rests on: on owned hardware, else the cheapest to rent, else the fewest accelerators. */
  readonly reference = lazily(
    (): HostSizing | null =>
      this.ownedFit()?.sizing ?? this.cheapest()?.sizing ?? this.sized().options.feasible[0] ?? null,
  );

  readonly apis = lazily((): PricedApis => {
    if (this.hostingLimit === 'self-host-only') {
      return { traffic: null, apis: [], demand: null, reason: 'no API of a third party may be used' };
    }
    const priced = priceApis(this.workload, this.model(), this.around.asOf);
    if (priced.demand) this.keep([priced.demand]);
    for (const api of priced.apis) this.keep(api.figures);
    return priced;
  });

  /** API against the cheapest offer; null unless both sides of it are known. */
  readonly breakEven = lazily((): BreakEven | null => {
    const offer = this.cheapest();
    const { traffic, apis } = this.apis();
    const api = apis[0];
    if (offer?.sizing.kind !== 'serving' || !isOption(offer.priced) || !traffic || !api) return null;
    const result = breakEven({
      sizing: offer.sizing.of,
      option: offer.priced,
      purchase: 'on-demand',
      api,
      traffic,
    });
    this.keep(result.figures);
    return result;
  });

  /** The cheaper side at today's load, or null where a price is missing on one side. */
  readonly cheaperToday = lazily((): 'api' | 'self-host' | null => {
    const crossing = this.breakEven();
    if (crossing) return crossing.cheaperToday;
    const api = this.apis().apis[0]?.monthly.value ?? null;
    const offer = this.cheapest()?.priced.monthlyOnDemandUsd ?? null;
    if (api === null || offer === null) return null;
    return api <= offer ? 'api' : 'self-host';
  });

  /** How it would be run by limits and cost alone; null where neither tells. */
  readonly likelyHosting = lazily((): 'api' | 'self-host' | null => {
    if (this.hostingLimit === 'api-only') return 'api';
    // What is owned is paid for: nothing has to be rented, whatever renting would cost.
    return this.hostingLimit === 'self-host-only' || this.ownedFit() ? 'self-host' : this.cheaperToday();
  });

  /** Places that bind an API as well, of which the catalog does not say where it processes: empty where none is stated. */
  readonly apiPlace = lazily((): readonly string[] => {
    const { residency } = this.workload.input;
    if (residency?.length) return residency;
    const regions = this.around.input.constraints?.regions ?? [];
    const european = regions.length > 0 && regions.every((name) => isInEea(jurisdictionOf(name) ?? ''));
    return european ? ['EEA'] : [];
  });

  /** The cost over three years of the cheapest offer, of a fleet or of work that comes and goes. */
  readonly hostingTotal = lazily((): Figure | null => {
    const offer = this.cheapest();
    if (!offer) return null;
    const fleet = this.hostingOver36Months();
    if (fleet) return fleet.total;
    const total = costOfWork(offer);
    this.keep([total]);
    return total;
  });

  readonly hostingOver36Months = lazily((): TotalCost | null => {
    const offer = this.cheapest();
    if (offer?.sizing.kind !== 'serving' || !isOption(offer.priced)) return null;
    const total = totalCostOfServing(offer.sizing.of, offer.priced, 'on-demand', this.growth());
    this.keep(total.figures);
    return total;
  });

  readonly apiOver36Months = lazily((): TotalCost | null => {
    const { traffic, apis } = this.apis();
    const api = apis[0];
    if (!traffic || !api) return null;
    const total = totalCostOfApi(api, traffic, this.growth(), this.around.asOf);
    this.keep(total.figures);
    return total;
  });

  /** Emissions of an offer at its region. */
  carbonOf(offer: Offer): CarbonResult {
    const { catalog } = this.around;
    const { provider, region } = offer.priced.instance;
    const site = { kind: 'region', provider, region } as const;
    const result =
      offer.sizing.kind === 'serving'
        ? carbonOfServing(offer.sizing.of, catalog, site)
        : carbonOfHours(this.carbonWork(offer), catalog, site);
    this.keep(result.figures);
    return result;
  }

  readonly index = lazily((): IndexSizing | null => {
    const { workload } = this;
    const documents = valueOf(workload, 'documents');
    const tokensPerDocument = valueOf(workload, 'tokensPerDocument');
    const chunkTokens = valueOf(workload, 'chunkTokens');
    const dimensions = valueOf(workload, 'dimensions');
    if (documents === null || tokensPerDocument === null || chunkTokens === null || dimensions === null)
      return null;
    const sizing = sizeIndex({
      workloadId: workload.id,
      documents,
      tokensPerDocument,
      chunkTokens,
      chunkOverlapTokens: valueOf(workload, 'chunkOverlapTokens') ?? 0,
      dimensions,
      bytesPerElement: 4,
      links: 32,
      inputRefs: {
        documents: refs(workload, 'documents'),
        tokensPerDocument: refs(workload, 'tokensPerDocument'),
        chunkTokens: refs(workload, 'chunkTokens'),
        chunkOverlapTokens: refs(workload, 'chunkOverlapTokens'),
        dimensions: refs(workload, 'dimensions'),
      },
    });
    this.keep(sizing.figures);
    return sizing;
  });

  /** Accelerators that the organisation owns. */
  owned(): OwnedHardware[] {
    return (this.around.input.currentInfrastructure ?? []).flatMap((entry, index) =>
      entry.owned && entry.acceleratorId ? [{ index, acceleratorId: entry.acceleratorId, entry }] : [],
    );
  }

  readonly growth = lazily((): LoadGrowth => loadGrowth(this.workload, this.around.asOf));

  /** Remembers figures, so that outputs can cite them. */
  keep(figures: Iterable<Figure>): void {
    this.around.figures.addAll(figures);
  }

  private carbonWork(offer: Offer) {
    const { workload } = this;
    const hours =
      sizingFigure(offer.sizing, 'accelerator-hours') ??
      this.around.figures.get(`demand.${workload.id}.${offer.sizing.of.acceleratorId}.accelerator-hours`);
    const passes = offer.sizing.kind === 'training' ? 'runsPerMonth' : 'passesPerMonth';
    return {
      workloadId: workload.id,
      subject: offer.sizing.kind,
      acceleratorId: offer.sizing.of.acceleratorId,
      hours: hours as Figure,
      runsPerMonth: valueOf(workload, passes) ?? 1,
      runsRefs: refs(workload, passes),
    };
  }
}

/** Whether a price is that of a fleet that serves, and not of work that comes and goes. */
export function isOption(
  priced: Offer['priced'],
): priced is Extract<Offer['priced'], { replicasPerInstance: number }> {
  return 'replicasPerInstance' in priced;
}
