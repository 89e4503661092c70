import type { AssessmentInput, CompletedWorkload } from '@app/assessments';
import { type CarbonResult, carbonOfHours, carbonOfServing } from '@app/carbon';
import type { Catalog, Purchase } from '@app/catalog';
import { type Figure, FigureBook } from '@app/kernel';
import { type BreakEven, breakEven, type TotalCost, totalCostOfApi, totalCostOfServing } from '@app/pricing';
import type { IndexSizing } from '@app/sizing';
import { apiPlaceOf } from './api-place';
import { bestOffer } from './best-offer';
import { carbonWorkOf } from './carbon-work';
import { corpusIndex } from './corpus-index';
import { decidedBesides, type HardwareChoice, type WeighedChoice } from './decided-besides';
import { type DecidedChoices, type DecidedPlan, NOTHING_DECIDED } from './decided-choices';
import type { HostSizing } from './host-sizing';
import { lazily } from './lazily';
import { loadGrowth, type LoadGrowth } from './load-growth';
import { costOfWork } from './months-of-work';
import { decidedModel } from './decided-model';
import { chooseModel, type ModelChoice } from './model-choice';
import { type OwnedFit, ownedFitOf, type OwnedHardware } from './owned-fit';
import { priceApis, type PricedApis } from './price-apis';
import { priceScope, type PriceScope } from './price-scope';
import { isOption, type Offer, type PricedWorkload, priceWorkload } from './price-workload';
import { type SizedWorkload, sizeWorkload } from './size-workload';
import { cheapestToOwn } from './to-be-bought';

export type { OwnedFit, OwnedHardware } from './owned-fit';
export { isOption } from './price-workload';

/** What the benches of one run's workloads have in common. */
export interface BenchSurroundings {
  readonly input: AssessmentInput;
  readonly catalog: Catalog;
  readonly asOf: string;
  readonly figures: FigureBook;
  readonly weigh?: (workload: WorkloadBench) => WeighedChoice | null;
  /** Whether a duty in force keeps its data from whoever offers an API. */
  readonly isKeptFromApi?: (workload: WorkloadBench) => boolean;
}

export type HostingLimit = 'either' | 'self-host-only' | 'api-only';

/** What a plan follows beside the input. */
export interface BenchCourse {
  readonly decided: DecidedPlan;
  /** The workload as it was before anything was decided. */
  readonly stated?: CompletedWorkload;
  /** Where it may run, if that is known already. */
  readonly scope?: PriceScope;
  /** Whose sizings and prices are used: they do not hang on what was decided. */
  readonly engines?: WorkloadBench;
  /** The workloads before it in the input, which take what they need of owned hardware. */
  readonly before?: readonly WorkloadBench[];
}

/** Everything that engines say about one workload, each computed on first use and then shared. */
export class WorkloadBench {
  private readonly beside = new Map<HardwareChoice, WorkloadBench>();

  constructor(
    readonly workload: CompletedWorkload,
    private readonly around: BenchSurroundings,
    private readonly course: BenchCourse = { decided: NOTHING_DECIDED },
  ) {}

  /** What people fixed of the plan. */
  get decided(): DecidedChoices {
    return this.course.decided.choices;
  }

  get decisions(): DecidedPlan['outcomes'] {
    return this.course.decided.outcomes;
  }

  /** How hardware is bought: on demand unless somebody decided otherwise, or the stated weights do. */
  get purchase(): Purchase {
    return this.decided.purchase ?? this.weighed()?.purchase ?? 'on-demand';
  }

  /** The same workload as it would be planned if nobody had decided anything: what agents vote by on other than hardware. */
  readonly undecided = lazily((): WorkloadBench => {
    const { stated } = this.course;
    if (this.decisions.length === 0 || !stated) return this;
    const before = this.before.map((one) => one.undecided());
    return new WorkloadBench(stated, this.around, { decided: NOTHING_DECIDED, engines: this, before });
  });

  /** The plan that every other decision leaves: what the positions on one choice of hardware are taken among. */
  besides(name: HardwareChoice): WorkloadBench {
    const decided = decidedBesides(this.course.decided, this.id, name);
    if (decided.outcomes.length === this.decisions.length) return this;
    if (decided.outcomes.length === 0) return this.undecided();
    const course = { ...this.course, decided, engines: this };
    if (!this.beside.has(name)) this.beside.set(name, new WorkloadBench(this.workload, this.around, course));
    return this.beside.get(name) as WorkloadBench;
  }

  /** The bench whose model and promises are sized: those that were decided, whoever votes. */
  get sizedAs(): WorkloadBench {
    return this.course.engines ?? this;
  }

  /** The same bench with a varied workload and figures of its own, under the same decisions. */
  varied(workload: CompletedWorkload): WorkloadBench {
    const course = { ...this.course, scope: this.scope() };
    return new WorkloadBench(workload, { ...this.around, figures: new FigureBook() }, course);
  }

  get before(): readonly WorkloadBench[] {
    return this.course.before ?? [];
  }

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

  readonly model = lazily((): ModelChoice => {
    const { catalog } = this.around;
    const chosen = chooseModel(this.workload, catalog, this.hostingLimit === 'api-only');
    return decidedModel(chosen, this.decided, catalog);
  });

  readonly scope = lazily((): PriceScope => {
    if (this.course.scope) return this.course.scope;
    const { workload, around } = this;
    return priceScope(around.input, workload.input, workload.index, around.catalog, around.asOf);
  });

  readonly sized = lazily((): SizedWorkload => {
    if (this.course.engines) return this.course.engines.sized();
    if (this.hostingLimit === 'api-only' && this.workload.mode !== 'general') {
      return { options: { feasible: [], infeasible: [] }, reason: 'only APIs may be used' };
    }
    const sized = sizeWorkload(this.workload, this.model(), this.around.catalog);
    const { feasible, infeasible } = sized.options;
    for (const sizing of [...feasible, ...infeasible]) this.keep(sizing.of.figures);
    return sized;
  });

  readonly priced = lazily((): PricedWorkload => {
    if (this.course.engines) return this.course.engines.priced();
    const { catalog } = this.around;
    const priced = priceWorkload(this.workload, this.sized().options, catalog, this.scope().constraints);
    this.keep(priced.figures);
    for (const offer of priced.offers) this.keep(offer.priced.figures);
    return priced;
  });

  /** What the weights that were stated choose of the plan; null where they choose nothing. */
  readonly weighed = lazily(() => this.around.weigh?.(this) ?? null);

  /** The offer of the plan: the cheapest of those that decisions and stated weights leave; null without a price. */
  readonly cheapest = lazily((): Offer | null => this.bestOf({ ...this.decided, ...this.weighed() }));

  /** The cheapest offer that decisions leave, whatever weights were stated. */
  readonly cheapestOfAll = lazily((): Offer | null => this.bestOf(this.decided));

  /** Owned accelerators that hold the workload and are to be used for it. */
  readonly ownedFit = lazily((): OwnedFit | null => ownedFitOf(this));

  /** The sizing that the result rests on: on what is owned, else the cheapest to rent, to buy, else the smallest. */
  readonly reference = lazily((): HostSizing | null => {
    const { acceleratorId = null } = this.decided;
    const left = this.sized().options.feasible.filter(
      ({ of }) => acceleratorId === null || acceleratorId === of.acceleratorId,
    );
    const bought = this.scope().onPremisesAllowed ? cheapestToOwn(left, this.around) : null;
    return this.ownedFit()?.sizing ?? this.cheapest()?.sizing ?? bought ?? left[0] ?? null;
  });

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
      purchase: this.purchase,
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
    const offer = this.cheapest()?.priced.monthly[this.purchase].value ?? null;
    if (api === null || offer === null) return null;
    return api <= offer ? 'api' : 'self-host';
  });

  /** How it would be run by limits, duties and cost; null where none of them tells. */
  readonly likelyHosting = lazily((): 'api' | 'self-host' | null => {
    if (this.decided.hosting !== undefined) return this.decided.hosting;
    if (this.workload.mode === 'general') return null;
    if (this.hostingLimit === 'api-only') return 'api';
    // What is owned is paid for, whatever renting would cost; and a duty outranks cost when positions are settled.
    const hosted =
      this.hostingLimit === 'self-host-only' || this.ownedFit() || this.around.isKeptFromApi?.(this);
    return hosted ? 'self-host' : this.cheaperToday();
  });

  /** Places that bind an API as well, of which the catalog does not say where it processes: empty where none is stated. */
  readonly apiPlace = lazily(() => apiPlaceOf(this.workload.input, this.around.input));

  /** The cost over three years of the cheapest offer, of a fleet or of work that comes and goes. */
  readonly hostingTotal = lazily((): Figure | null => {
    const offer = this.cheapest();
    if (!offer) return null;
    const fleet = this.hostingOver36Months();
    if (fleet) return fleet.total;
    const total = costOfWork(offer, this.purchase);
    this.keep([total]);
    return total;
  });

  readonly hostingOver36Months = lazily((): TotalCost | null => {
    const offer = this.cheapest();
    if (offer?.sizing.kind !== 'serving' || !isOption(offer.priced)) return null;
    const total = totalCostOfServing(offer.sizing.of, offer.priced, this.purchase, this.growth());
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
    const { catalog, figures } = this.around;
    const { provider, region } = offer.priced.instance;
    const site = { kind: 'region', provider, region } as const;
    const result =
      offer.sizing.kind === 'serving'
        ? carbonOfServing(offer.sizing.of, catalog, site)
        : carbonOfHours(carbonWorkOf(this, offer, figures), catalog, site);
    this.keep(result.figures);
    return result;
  }

  readonly index = lazily((): IndexSizing | null => {
    const sizing = corpusIndex(this.workload);
    if (sizing) this.keep(sizing.figures);
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

  private bestOf(choices: DecidedChoices): Offer | null {
    // Whoever decided for hardware of their own rents none: an offer is only what that is compared with.
    if (this.decided.place === null && !this.ownedFit()) return null;
    return bestOffer(this.priced().offers, choices);
  }
}
