import { type CarbonResult, cheapestCleaner, type CleanerPlace } from '@app/carbon';
import { cite, type Figure } from '@app/kernel';
import type { RecommendationDraft } from '../agent-output';
import type { Analysis } from '../analysis';
import { presuming } from '../bench/hosting-option';
import { headedIfRented, shortName } from '../bench/naming';
import type { Offer } from '../bench/price-workload';
import { agreementWith, dataSensitivity } from '../bench/processing-terms';
import { type EffortWeighed, weighEffort } from '../bench/worth-its-effort';
import type { WorkloadBench } from '../bench/workload-bench';
import type { Workbench } from '../workbench';
import { worthOfEmissions } from './worth-of-emissions';

/** The cheapest offer of a place with its emissions. */
export interface RegionResult {
  /** `<provider>/<region>`. */
  readonly id: string;
  readonly place: string;
  readonly offer: Offer;
  readonly carbon: CarbonResult;
  readonly monthlyUsd: Figure;
  readonly emissions: Figure;
}

/**
 * The cheapest place that is materially cleaner than the cheapest whose emissions are known, with the price of going
 * there. It is recommended where the harm that it avoids in a year outweighs its cost and its work, or where emissions
 * were given a weight.
 */
export function cleanerPlace(
  notes: Analysis,
  workload: WorkloadBench,
  bench: Workbench,
  known: readonly RegionResult[],
): void {
  const [first] = known;
  // What is owned stands where it stands.
  if (!first || workload.ownedFit()) return;
  const scope = `carbon.${workload.id}.cleaner-region`;
  const cleaner = cheapestCleaner(first, known, scope);
  if (!cleaner) return;
  const { option, avoided, extraCost, perTonne } = cleaner;
  workload.keep([avoided, extraCost, ...(perTonne ? [perTonne] : [])]);
  const worth = worthOfEmissions(bench, scope, avoided, extraCost);
  const weighed = weighEffort(notes, bench, {
    key: `${workload.id}.cleaner-region`,
    effort: 'weeks',
    steps: stepsTo(option.place).length,
    concerned: [worth],
    concerns: 'harm avoided, less what avoiding it costs',
  });
  const wished = (bench.input.preferences?.weights?.carbon ?? 0) > 0;
  const words = { move: wordsOf(cleaner, first), worth: worthWords(weighed) };
  if (weighed && !weighed.isWorthIt && !wished) {
    notes.find({
      id: `cloud-engineer.${workload.id}.carbon.cleaner-region`,
      severity: 'info',
      title: headedIfRented(
        workload,
        `moving to ${option.place} would emit ${cite(avoided)} less and is not recommended`,
      ),
      statement: `${words.move} ${words.worth} Give emissions a weight if they are to decide.`,
    });
    return;
  }
  notes.recommend({
    key: `${workload.id}.cleaner-region`,
    title: `Consider ${option.place} for ${shortName(workload)}: ${cite(avoided)} less`,
    rationale: `${words.move} ${words.worth}`,
    severity: 'low',
    workloadIds: [workload.id],
    cost: {
      figureIds: [...(perTonne ? [extraCost.id] : []), ...(weighed ? [weighed.cost.id] : [])],
      note: 'Prices are on demand; moving data and running in both places for a while are not in them.',
    },
    compliance: {
      requirements: [],
      note: 'The place lies within the stated residency; a change of region is a change of the record of processing.',
    },
    implementation: planOf(workload, bench, option),
    presumes: presuming(workload, 'self-host'),
  });
}

function wordsOf(
  { option, extraCost, perTonne, isCertain }: CleanerPlace<RegionResult>,
  first: RegionResult,
): string {
  const price = perTonne
    ? `It costs ${cite(extraCost)} more than ${first.place}, the cheapest whose emissions are known: ${cite(perTonne)} avoided.`
    : `It costs no more than ${first.place}, the cheapest whose emissions are known.`;
  const certainty = isCertain
    ? 'It is cleaner whichever published intensity is taken.'
    : 'The ranges of the two overlap, so that the difference is likely and not certain.';
  return `${option.place}, with ${option.offer.priced.instance.instanceType}, is the cheapest of the places within the stated limits on regions and residency that emit materially less. ${price} ${certainty}`;
}

function worthWords(weighed: EffortWeighed | null): string {
  if (!weighed) return '';
  const { days, cost, yearly } = weighed;
  return `By a published price of the harm that a tonne does, a year there is worth ${cite(yearly)} after its cost, against ${cite(days)} of work, some ${cite(cost)}.`;
}

function stepsTo(place: string): string[] {
  return [
    `Measure the time from your users to ${place}: latency between places is not in the catalog.`,
    'Check that the instance can be had there in the number that is needed.',
    'Move a part of the traffic, compare, and move the rest.',
  ];
}

function planOf(
  workload: WorkloadBench,
  bench: Workbench,
  { place, offer }: RegionResult,
): RecommendationDraft['implementation'] {
  const { provider } = offer.priced.instance;
  const open = dataSensitivity(workload) !== 'none' && agreementWith(bench, provider).state !== 'evidenced';
  return {
    effort: 'weeks',
    steps: stepsTo(place),
    prerequisites: [
      'A latency measured from the places of the users that leaves room within the targets.',
      ...(open
        ? [`An agreement with ${provider} on the processing of personal data: none is evidenced.`]
        : []),
    ],
  };
}
