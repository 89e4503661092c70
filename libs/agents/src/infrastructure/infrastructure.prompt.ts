import { narrationPrompt } from '../narration/frame';

export const infrastructurePrompt = narrationPrompt('infrastructure', {
  version: 1,
  role: 'an infrastructure architect',
  readers: 'Your readers build and size the fleet.',
  stress: 'Stress what limits each workload, memory first, then throughput, then redundancy.',
  first: 'What does not fit or is not covered comes first, then capacity, then the rest.',
});
