/** What this version does not size, by subject, with the reason to print: said, never replaced by a constant. */
export const NOT_SIZED = {
  'classic-ml':
    'Sizing of classic machine learning (processors, memory, feature pipelines) is not evaluated yet.',
  'several-instances-per-replica':
    'Replicas that span several instances (pipeline or expert parallelism) are not evaluated.',
  'speculative-decoding': 'Gains from speculative decoding are not evaluated.',
  'failed-runs': 'Failed and repeated training runs are not in the accelerator-hours.',
  'mixed-fleets': 'Fleets of different accelerators for one workload are not evaluated.',
} as const;
