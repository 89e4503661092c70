import {
  createWorkbench,
  type EngineTasks,
  searchOrder,
  type Workbench,
  type WorkloadBench,
} from '@app/agents';
import type { AssessmentInput } from '@app/assessments';
import type { Catalog } from '@app/catalog';
import { figure, type Figure } from '@app/kernel';
import {
  lastObstacle,
  optionFigures,
  type OptionPins,
  type SearchLimits,
  type SearchResult,
} from '@app/search';
import type { ApiSide, ComplianceSide, HostedSide } from './what-if-result';

/** What one side is computed from. */
export interface SideInit {
  readonly side: 'before' | 'after';
  readonly input: AssessmentInput;
  readonly pins: ReadonlyMap<string, OptionPins>;
  readonly asOf: string;
  readonly catalog: Catalog;
  readonly tasks: EngineTasks;
}

export interface WorkloadSide {
  readonly hosted: HostedSide;
  readonly api: ApiSide;
  readonly likely: 'api' | 'self-host' | null;
  readonly breaches: readonly string[];
}

/** An input with one set of pins, evaluated: the search over all of the catalog, the APIs, and compliance. */
export class OneSide {
  readonly bench: Workbench;
  private readonly made: Figure[] = [];

  constructor(private readonly init: SideInit) {
    const { input, asOf, catalog, tasks } = init;
    this.bench = createWorkbench({ input, asOf, seed: 1, catalog, tasks });
  }

  async workload(bench: WorkloadBench, signal: AbortSignal): Promise<WorkloadSide> {
    const pins = this.init.pins.get(bench.id) ?? {};
    const { breaches, lifted } = breachesOf(bench, pins);
    // A place that breaks a limit is still reckoned: the breach is told beside what it would cost.
    const order = searchOrder(this.bench, bench, { pins, hosting: hostingOf(bench, pins), limits: lifted });
    const overrides = this.bench.catalog.overrides;
    const result = await this.bench.tasks.run('search', { order, overrides }, signal);
    const hosted = this.hosted(bench, order, result, pins);
    const api = this.api(bench);
    const isPinned = Object.keys(pins).length > 0 && hosted.option !== null;
    const likely = isPinned ? 'self-host' : likelyOf(bench, hosted, api);
    return { hosted, api, likely, breaches };
  }

  compliance(): ComplianceSide {
    const { frameworks, gaps } = this.bench.compliance;
    const applying = frameworks.filter((entry) => entry.state === 'applies');
    const requirements = applying
      .flatMap((entry) => entry.requirements)
      .filter((entry) => entry.applicability === 'applicable').length;
    return {
      frameworks: applying.map((entry) => entry.id),
      requirements: this.count(
        'requirements',
        'requirements in force of frameworks that apply',
        requirements,
      ),
      gaps: this.count('gaps', 'controls that keep requirements from being met', gaps.length),
    };
  }

  /** Every figure made here, and those of the bench that they cite. */
  figures(): Figure[] {
    return this.made;
  }

  private hosted(
    bench: WorkloadBench,
    order: ReturnType<typeof searchOrder>,
    result: SearchResult,
    pins: OptionPins,
  ): HostedSide {
    const option = result.recommended?.kind === 'hosted' ? result.recommended : null;
    const shown = { total: result.total, removals: result.removals };
    if (option === null) {
      return {
        ...shown,
        option: null,
        figures: null,
        reason: order.hostedReason ?? reasonOf(result, pins, this.bench.catalog),
      };
    }
    const scope = `what-if.${bench.id}.${this.init.side}`;
    const { figures, ...axes } = optionFigures(order, this.bench.catalog, option, scope);
    this.made.push(...figures);
    return { ...shown, option, figures: axes, reason: null };
  }

  private api(bench: WorkloadBench): ApiSide {
    const { apis, reason } = bench.apis();
    const [first] = apis;
    if (first === undefined) return { apiId: null, cost: null, reason: reason ?? 'no API can be priced' };
    const { monthly } = first;
    const cost: Figure = { ...monthly, id: `what-if.${bench.id}.${this.init.side}.api-cost`, inputs: [] };
    this.made.push(cost);
    return { apiId: first.rowId, cost, reason: null };
  }

  private count(name: string, label: string, value: number): Figure {
    const made = figure({
      id: `what-if.${this.init.side}.compliance.${name}`,
      label,
      value,
      unit: '1',
      formula: 'count over the frameworks of the catalog',
      method: 'computed',
    });
    this.made.push(made);
    return made;
  }
}

/** How it would be run by limits and cost alone; null where neither tells. */
function likelyOf(bench: WorkloadBench, hosted: HostedSide, api: ApiSide): WorkloadSide['likely'] {
  if (bench.hostingLimit !== 'either') return bench.hostingLimit === 'api-only' ? 'api' : 'self-host';
  // What is owned is paid for: nothing has to be rented, whatever renting would cost.
  if (bench.owned().length > 0 && bench.ownedFit()) return 'self-host';
  const [own, other] = [hosted.figures?.cost.value ?? null, api.cost?.value ?? null];
  if (own === null || other === null) return own === null ? (other === null ? null : 'api') : 'self-host';
  return other <= own ? 'api' : 'self-host';
}

/** Who fixes a part of the hardware asks for hosting, whatever else is possible. */
function hostingOf(bench: WorkloadBench, pins: OptionPins): SearchLimits['hosting'] {
  return bench.hostingLimit === 'api-only' && Object.keys(pins).length === 0 ? 'api-only' : 'self-host-only';
}

function breachesOf(
  bench: WorkloadBench,
  pins: OptionPins,
): { readonly breaches: string[]; readonly lifted: Partial<SearchLimits> } {
  const { region, provider } = pins;
  const scope = bench.scope();
  const breaches: string[] = [];
  let lifted: Partial<SearchLimits> = {};
  if (region !== undefined && scope.outsideRegions.includes(region)) {
    breaches.push(`${region} is outside the regions that the constraints allow.`);
    lifted = { ...lifted, outsideRegions: new Set() };
  }
  if (region !== undefined && scope.outsideResidency.includes(region)) {
    const stated = (bench.workload.input.residency ?? []).join(', ');
    breaches.push(`${region} is outside the stated residency (${stated}).`);
    lifted = { ...lifted, outsideResidency: new Set() };
  }
  const { providers } = scope.constraints;
  if (provider !== undefined && providers !== undefined && !providers.includes(provider)) {
    breaches.push(`${provider} is not among the providers that the constraints allow.`);
    lifted = { ...lifted, providers: [...providers, provider] };
  }
  return { breaches, lifted };
}

function reasonOf(result: SearchResult, pins: OptionPins, catalog: Catalog): string {
  const { acceleratorId, region, provider } = pins;
  const isListed = catalog.instances.some(
    (row) =>
      row.acceleratorId !== null &&
      (acceleratorId ?? row.acceleratorId) === row.acceleratorId &&
      (region ?? row.region) === row.region &&
      (provider ?? row.provider) === row.provider,
  );
  if (!isListed) {
    const fixed = [acceleratorId, region, provider].filter((part) => part !== undefined);
    return `no option is left: the catalog lists no instance with ${fixed.join(', ')} together`;
  }
  const last = lastObstacle(result);
  return last
    ? `no option is left; those that came furthest fell out because ${last.label}`
    : 'no option is left';
}
