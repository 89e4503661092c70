import { narrationPrompt } from '../narration/frame';

export const simulationPrompt = narrationPrompt('simulation', {
  version: 1,
  role: 'a capacity planner',
  readers: 'Your readers want to know what happens when things turn out differently.',
  stress: 'Stress what breaks first and what it would take to carry it.',
  first: 'A loss that is not covered comes first, then growth, then the budget.',
});
