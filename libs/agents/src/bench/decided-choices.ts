import type { CompletedWorkload } from '@app/assessments';
import { type Catalog, PURCHASES, type Purchase } from '@app/catalog';
import { literal } from '@app/kernel';
import type { PriceScope } from './price-scope';
import { PURCHASE_WORDS } from './purchase-words';
import { readScaling, type ScalingChoice, scalingLabel } from './scaling-choice';

/** What a person decided on a choice of an assessment, in place of the rule. */
export interface PersonsChoice {
  /** `<workload>.accelerator` */
  readonly key: string;
  readonly option: string;
  /** Who decided, as they call themselves. */
  readonly by: string;
}

/** The parts of a workload's plan that people fixed. */
export interface DecidedChoices {
  readonly hosting?: 'api' | 'self-host';
  /** null is hardware of one's own. */
  readonly place?: { readonly provider: string; readonly region: string } | null;
  readonly acceleratorId?: string;
  readonly purchase?: Purchase;
  readonly modelId?: string;
  readonly apiId?: string;
  readonly availabilityPercent?: number;
  readonly scaling?: ScalingChoice;
}

/** A person's choice with what became of it. */
export interface ChoiceOutcome extends PersonsChoice {
  readonly optionLabel: string;
  /** Why nothing is planned with it; null where the plan follows it. */
  readonly refused: string | null;
}

export interface DecidedPlan {
  readonly choices: DecidedChoices;
  readonly outcomes: readonly ChoiceOutcome[];
}

export const NOTHING_DECIDED: DecidedPlan = { choices: {}, outcomes: [] };

/** What a choice is held against before anything is planned with it. */
export interface ChoiceGround {
  readonly workload: CompletedWorkload;
  readonly catalog: Catalog;
  readonly scope: PriceScope;
  readonly limits: { readonly selfHostOnly?: boolean; readonly apiOnly?: boolean };
  readonly ownedAccelerators: number;
}

interface Reading {
  readonly label: string;
  readonly choices: DecidedChoices;
  readonly refused: string | null;
}

/**
 * What people decided on one workload. A choice that contradicts a stated limit, or that the catalog does not list, is
 * refused and the rule stands; one that merely turns out badly is followed, and the plan says so.
 */
export function decidedPlan(all: readonly PersonsChoice[], ground: ChoiceGround): DecidedPlan {
  let choices: DecidedChoices = {};
  const outcomes: ChoiceOutcome[] = [];
  for (const { key, option, by } of all) {
    const dot = key.lastIndexOf('.');
    const read = key.slice(0, dot) === ground.workload.id ? READERS.get(key.slice(dot + 1)) : undefined;
    if (read === undefined) continue;
    const { label, refused, choices: fixed } = read(option, ground);
    if (refused === null) choices = { ...choices, ...fixed };
    outcomes.push({ key, option, by, optionLabel: label, refused });
  }
  return { choices, outcomes };
}

const READERS = new Map<string, (option: string, ground: ChoiceGround) => Reading>([
  ['hosting', hosting],
  ['provider', place],
  ['accelerator', accelerator],
  ['purchase', purchase],
  ['model', model],
  ['api-model', apiModel],
  ['availability', availability],
  ['scaling', scaling],
]);

function hosting(option: string, { limits }: ChoiceGround): Reading {
  if (option === 'self-host') {
    const refused = limits.apiOnly ? 'the input allows APIs alone' : null;
    return { label: 'Own hosting', choices: { hosting: 'self-host' }, refused };
  }
  const isApi = option === 'api' || option === 'api-in-region';
  if (!isApi) return unlisted(option, 'way of running a workload');
  const refused = limits.selfHostOnly ? 'the input rules out APIs of third parties' : null;
  return { label: 'Model API', choices: { hosting: 'api' }, refused };
}

function place(option: string, { catalog, scope, ownedAccelerators }: ChoiceGround): Reading {
  if (option === 'on-premises') {
    const refused = !scope.onPremisesAllowed
      ? 'hardware of one’s own is not among the allowed providers'
      : ownedAccelerators > 0
        ? null
        : 'the input lists no accelerators that are owned';
    return { label: 'On premises', choices: { place: null }, refused };
  }
  const [provider = '', region = ''] = option.split('/');
  const isListed = catalog.instances.some(
    (row) => row.acceleratorId !== null && row.provider === provider && row.region === region,
  );
  if (!isListed) return unlisted(option, 'place with accelerators');
  const { providers } = scope.constraints;
  const refused = scope.outsideRegions.includes(region)
    ? 'the region is outside the stated ones'
    : scope.outsideResidency.includes(region)
      ? 'the region is outside the stated residency'
      : providers !== undefined && !providers.includes(provider)
        ? 'the provider is not among the allowed ones'
        : null;
  return { label: `${provider}, ${region}`, choices: { place: { provider, region } }, refused };
}

function accelerator(option: string, { catalog }: ChoiceGround): Reading {
  const row = catalog.accelerators.find((entry) => entry.id === option);
  if (row === undefined) return unlisted(option, 'accelerator');
  return { label: row.name, choices: { acceleratorId: option }, refused: null };
}

function purchase(option: string): Reading {
  const known = PURCHASES.find((entry) => entry === option);
  if (known === undefined) return unlisted(option, 'way of buying');
  return { label: PURCHASE_WORDS[known], choices: { purchase: known }, refused: null };
}

function model(option: string, { catalog }: ChoiceGround): Reading {
  const row = catalog.models.find((entry) => entry.id === option);
  if (row === undefined) return unlisted(option, 'model');
  return { label: row.name, choices: { modelId: option }, refused: null };
}

function apiModel(option: string, { catalog, limits }: ChoiceGround): Reading {
  const row = catalog.apiPrices.find((entry) => entry.id === option);
  if (row === undefined) return unlisted(option, 'API price');
  const refused = limits.selfHostOnly ? 'the input rules out APIs of third parties' : null;
  return { label: `${row.model} by ${row.provider}`, choices: { apiId: option }, refused };
}

function availability(option: string): Reading {
  const percent = Number(option);
  if (!(percent > 0 && percent < 100)) return unlisted(option, 'availability between 0 and 100 %');
  return { label: `${option} %`, choices: { availabilityPercent: percent }, refused: null };
}

function scaling(option: string, { workload, limits, scope, ownedAccelerators }: ChoiceGround): Reading {
  const choice = readScaling(option);
  if (choice === null) {
    const refused = `${literal(option)} is none of fixed, fixed:4 (replicas), autoscale, autoscale:2-8 (least and most) and scale-ahead`;
    return { label: option, choices: {}, refused };
  }
  // A replica takes an accelerator at the least.
  const least = choice.mode === 'fixed' ? choice.most : choice.least;
  const isOwnedOnly = scope.constraints.providers?.length === 0;
  const refused =
    workload.mode !== 'serving'
      ? 'it runs in passes, so that no fleet follows a load'
      : limits.apiOnly
        ? 'the input allows APIs alone'
        : isOwnedOnly && (least ?? 1) > ownedAccelerators
          ? 'only hardware of one’s own may be used, and there are fewer accelerators than that'
          : null;
  return { label: scalingLabel(choice), choices: { scaling: choice }, refused };
}

function unlisted(option: string, noun: string): Reading {
  return { label: option, choices: {}, refused: `${literal(option)} is no ${noun} that the catalog lists` };
}
