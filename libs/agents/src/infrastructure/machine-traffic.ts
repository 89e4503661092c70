import { cite, type Figure, type Source } from '@app/kernel';
import { HOURS_PER_MONTH } from '@app/pricing';
import { ACTIVATION_BYTES, meanOf } from '@app/sizing';
import type { Analysis } from '../analysis';
import type { HostSizing } from '../bench/host-sizing';
import { refs } from '../bench/serving-need';
import type { WorkloadBench } from '../bench/workload-bench';

const withinZoneSources: readonly Source[] = [
  {
    title: 'AWS Architecture Blog: overview of data transfer costs for common architectures',
    url: 'https://aws.amazon.com/blogs/architecture/overview-of-data-transfer-costs-for-common-architectures/',
    asOf: '2026-11-22',
    confidence: 'medium',
  },
  {
    title: 'Google Cloud: network pricing (same zone, internal addresses, same network)',
    url: 'https://cloud.google.com/vpc/network-pricing',
    asOf: '2026-09-20',
    confidence: 'medium',
  },
  {
    title: 'Azure: transfers within a zone and a virtual network, as told by J. Vjirovsky',
    url: 'https://blog.vjirovsky.cz/azure-may-2024-cost-storage/',
    asOf: '2024-05-31',
    confidence: 'low',
  },
];

/** What the machines of one copy send each other in a month and what that costs, in words; empty without a pipeline. */
export function machineTraffic(notes: Analysis, workload: WorkloadBench, sizing: HostSizing): string {
  const { row } = workload.model();
  if (sizing.kind !== 'serving' || !row || (sizing.of.stages ?? 1) < 2) return '';
  const sent = notes.figure({
    id: `infrastructure.${workload.id}.between-machines`,
    label: 'Data that the machines of the copies send each other in a month',
    value: gigabytes(sizing.of, row.hiddenSize),
    unit: 'GB/month',
    method: 'computed',
    formula: `requests a second x ${HOURS_PER_MONTH} h x 3600 x ((1 - cached share) Tin + Tout) x (stages - 1) x hidden size x ${ACTIVATION_BYTES} bytes / 10^9`,
    inputs: [
      ...refs(workload.workload, 'requestsPerDay', 'inputTokensP50', 'inputTokensP95', 'cachedShare'),
      ...refs(workload.workload, 'outputTokensP50', 'outputTokensP95'),
      ...[sizing.of.ids.stages ?? []].flat(),
    ],
  });
  return `They send each other ${cite(sent)}. Within one zone ${cite(priceWithinZone(notes))} is charged for that by AWS, Google Cloud and Azure, so that no price holds any of it: keep the machines of a copy in one zone, and ask other providers.`;
}

function gigabytes(
  { traffic, stages = 1 }: Extract<HostSizing, { kind: 'serving' }>['of'],
  hiddenSize: number,
): number {
  const tokens = (1 - traffic.cachedShare) * meanOf(traffic.inputTokens) + meanOf(traffic.outputTokens);
  const perRequest = tokens * (stages - 1) * hiddenSize * ACTIVATION_BYTES;
  return (traffic.requestsPerSecondMean * HOURS_PER_MONTH * 3_600 * perRequest) / 1e9;
}

function priceWithinZone(notes: Analysis): Figure {
  return notes.figure({
    id: 'infrastructure.within-zone-price',
    label: 'Price of data between two machines of one zone and one network',
    value: 0,
    unit: 'USD/GB',
    method: 'sourced',
    formula: 'internal addresses, one private network; other providers were not looked up',
    sources: withinZoneSources,
  });
}
