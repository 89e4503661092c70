import type { Figure, FigureDraft, Source } from '@app/kernel';
import type { Analysis } from '../analysis';

const autoscalerSource: Source = {
  title: 'Kubernetes: Horizontal Pod Autoscaling',
  url: 'https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/',
  asOf: '2026-11-20',
  confidence: 'high',
};

const outageSources: readonly Source[] = [
  {
    title:
      'ThousandEyes: AWS outage analysis, July 28, 2022 (a zone without power for 20 minutes, services for up to three hours)',
    url: 'https://www.thousandeyes.com/blog/aws-outage-analysis-july-28-2022',
    asOf: '2022-07-28',
    confidence: 'medium',
  },
  {
    title:
      'AWS status of June 14, 2012, as retold (a zone without power for 82 minutes, most instances back after 113)',
    url: 'http://blog.iphoting.com/blog/2012/06/18/amazon-aws-ec2-outage-us-east-1/',
    asOf: '2012-06-18',
    confidence: 'low',
  },
];

/** What the simulations of a run assume beside the input; each a figure with its range. */
export interface SimulationSetting {
  readonly zones: Figure;
  readonly patienceSeconds: Figure;
  readonly chunkTokens: Figure;
  readonly spikeFactor: Figure;
  readonly launchMinutes: Figure;
  /** Of a zone, a region or a site. */
  readonly outageMinutes: Figure;
  /** Places in use that the autoscaler aims for, in percent. */
  readonly scalingTarget: Figure;
  readonly scaleSeconds: Figure;
  readonly apiOutageMinutes: Figure;
  readonly apiRetries: Figure;
}

type AssumedDraft = Omit<FigureDraft, 'method'>;

/** Equal in every run of this product. */
const ASSUMED = {
  zones: {
    id: 'zones',
    label: 'Zones in the failure scenario',
    value: 3,
    low: 2,
    high: 3,
    unit: '1',
    formula: 'most cloud regions offer three zones; a choice of this product',
  },
  patienceSeconds: {
    id: 'patience',
    label: 'Wait after which a request is given up',
    value: 60,
    low: 30,
    high: 120,
    unit: 's',
    formula: 'a choice of this product: the timeout of clients or of the gateway',
  },
  chunkTokens: {
    id: 'chunk',
    label: 'Prompt tokens that one step computes beside its sequences',
    value: 2_048,
    low: 512,
    high: 8_192,
    unit: 'tokens',
    formula: 'chunked prefill; a usual setting of serving engines',
  },
  spikeFactor: {
    id: 'spike-factor',
    label: 'Load of the launch over the peak',
    value: 2,
    unit: '1',
    formula: 'a stress case of this product, not a forecast',
  },
  launchMinutes: {
    id: 'launch',
    label: 'Length of the launch',
    value: 60,
    low: 10,
    high: 480,
    unit: 'min',
    formula: 'a stress case of this product, not a forecast; the same at any load',
  },
  outageMinutes: {
    id: 'outage',
    label: 'Length of a failure of a zone, a region or a site',
    value: 60,
    low: 20,
    high: 180,
    unit: 'min',
    formula:
      'between the two ends that one outage showed, which are nine times apart: sqrt(20 x 180); the same at any load',
    sources: outageSources,
  },
  scalingTarget: {
    id: 'scaling-target',
    label: 'Places in use that the autoscaler aims for',
    value: 70,
    low: 60,
    high: 80,
    unit: '%',
    formula: 'a choice of this product: the rest is headroom while replicas start',
  },
  scaleSeconds: {
    id: 'scale-interval',
    label: 'Time between two decisions of the autoscaler',
    value: 15,
    unit: 's',
    formula: 'the default of the horizontal pod autoscaler',
    sources: [autoscalerSource],
  },
  apiOutageMinutes: {
    id: 'api-outage',
    label: 'Outage of the API in the failure scenario',
    value: 10,
    low: 1,
    high: 60,
    unit: 'min',
    formula: 'a stress case of this product, not a forecast',
  },
  apiRetries: {
    id: 'api-retries',
    label: 'Times that a client calls again before it gives up',
    value: 5,
    low: 2,
    high: 8,
    unit: '1',
    formula: 'waits that double from a second on, with jitter; a usual setting of client libraries',
  },
} as const satisfies Record<keyof SimulationSetting, AssumedDraft>;

/** Writes the assumptions down, each once it is cited or computed with. */
export function simulationSetting(notes: Analysis): SimulationSetting {
  const figures = Object.entries(ASSUMED).map(([name, draft]) => [
    name,
    notes.figure({ ...draft, id: `simulation.${draft.id}`, method: 'assumed' }),
  ]);
  return Object.fromEntries(figures) as SimulationSetting;
}
