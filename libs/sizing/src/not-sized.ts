/** What this version does not size, by subject, with the reason to print: said, never replaced by a constant. */
export const NOT_SIZED = {
  'classic-ml': 'Training of classic models and feature pipelines is not evaluated; their serving is.',
  'several-instances-per-replica':
    'Replicas that span several instances are shown as layouts and not offered with a price.',
  'speculative-decoding':
    'Gains from speculative decoding are shown and not in the fleet: acceptance has to be measured.',
  'failed-runs':
    'Repeated trials of training are not in the accelerator-hours; failures are shown beside them.',
  'mixed-fleets': 'Fleets of different accelerators for one workload are not evaluated.',
} as const;
