import type { Purchase } from '@app/catalog';
import type { Confidence } from '@app/kernel';

/** One part of the risk score: points with the reason for them. */
export interface RiskTerm {
  readonly term: 'interruption' | 'place' | 'price' | 'capacity' | 'lock-in';
  readonly points: number;
  readonly why: string;
}

/** What the risk of a hosted option is read from. */
export interface HostedRiskFacts {
  readonly purchase: Purchase;
  readonly instances: number;
  /** Other regions within the limits in which the provider lists the instance type. */
  readonly otherRegions: number;
  readonly confidence: Confidence;
  readonly stale: boolean;
  /** Pairs of provider and region within the limits that list the accelerator. */
  readonly places: number;
  /** Providers of the whole catalog that list it. */
  readonly sellers: number;
}

export interface ApiRiskFacts {
  readonly confidence: Confidence;
  readonly stale: boolean;
  /** Other providers that sell the same model, or the same weights. */
  readonly otherSellers: number;
}

/** What one point of the score stands for: a rank, no probability, no money. The terms are added up. */
export function hostedRisk(facts: HostedRiskFacts): RiskTerm[] {
  return [interruption(facts.purchase), place(facts), price(facts), capacity(facts), lockIn(facts)].filter(
    (term) => term.points > 0,
  );
}

export function apiRisk(facts: ApiRiskFacts): RiskTerm[] {
  const terms: RiskTerm[] = [
    { term: 'place', points: 1, why: 'the catalog does not say where it processes' },
    price(facts),
    facts.otherSellers > 0
      ? { term: 'lock-in', points: 1, why: 'others sell the same model; a change means another contract' }
      : { term: 'lock-in', points: 2, why: 'nobody else in the catalog sells this model' },
  ];
  return terms.filter((term) => term.points > 0);
}

export function pointsOf(terms: readonly RiskTerm[]): number {
  return terms.reduce((sum, term) => sum + term.points, 0);
}

function interruption(purchase: Purchase): RiskTerm {
  return purchase === 'spot'
    ? { term: 'interruption', points: 3, why: 'the provider may take spot capacity back at any time' }
    : { term: 'interruption', points: 0, why: '' };
}

function place({ instances, otherRegions }: HostedRiskFacts): RiskTerm {
  const one = instances < 2;
  const alone = otherRegions === 0;
  const parts = [
    'everything runs in one region',
    ...(alone ? ['the provider lists the instance in no other region within the limits'] : []),
    ...(one ? ['all of it is on one instance'] : []),
  ];
  return { term: 'place', points: 1 + Number(alone) + Number(one), why: parts.join('; ') };
}

const CONFIDENCE_POINTS: Readonly<Record<Confidence, number>> = { high: 0, medium: 1, low: 2 };

function price({ confidence, stale }: Pick<HostedRiskFacts, 'confidence' | 'stale'>): RiskTerm {
  const parts = [
    ...(confidence === 'high' ? [] : [`its price is of ${confidence} confidence`]),
    ...(stale ? ['its price is old'] : []),
  ];
  return { term: 'price', points: CONFIDENCE_POINTS[confidence] + Number(stale), why: parts.join('; ') };
}

/** Places that list an accelerator, from which on it counts as easy and as fairly easy to get. */
const MANY_PLACES = 10;
const SOME_PLACES = 4;

function capacity({ places }: HostedRiskFacts): RiskTerm {
  const points = places >= MANY_PLACES ? 0 : places >= SOME_PLACES ? 1 : places > 1 ? 2 : 3;
  const why =
    points === 1
      ? 'several places within the limits list the accelerator, not many'
      : points === 2
        ? 'few places within the limits list the accelerator'
        : 'only one place within the limits lists the accelerator';
  return { term: 'capacity', points, why };
}

function lockIn({ purchase, sellers }: HostedRiskFacts): RiskTerm {
  const years = purchase === 'commit-3y' ? 2 : purchase === 'commit-1y' ? 1 : 0;
  const parts = [
    ...(years === 2 ? ['it is committed to for three years'] : []),
    ...(years === 1 ? ['it is committed to for a year'] : []),
    ...(sellers < 2 ? ['one provider alone rents the accelerator'] : []),
  ];
  return { term: 'lock-in', points: years + Number(sellers < 2), why: parts.join('; ') };
}
