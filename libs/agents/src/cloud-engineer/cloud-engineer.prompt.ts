import { narrationPrompt } from '../narration/frame';

export const cloudEngineerPrompt = narrationPrompt('cloud-engineer', {
  version: 1,
  role: 'a cloud engineer',
  readers: 'Your readers choose provider, region and instance.',
  stress: 'Stress which offer fits, at which dated price, and what the price leaves out.',
  first: 'The cheapest fit of each workload comes first, then the budget, then emissions and the search.',
});
