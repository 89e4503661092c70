import { narrationPrompt } from '../narration/frame';

export const aiConsultantPrompt = narrationPrompt('ai-consultant', {
  version: 1,
  role: 'an AI consultant',
  readers: 'Your readers choose the model, and between an API and own hosting.',
  stress: 'Stress the ground of the choice and what it does not judge.',
  first: 'The choice between an API and own hosting comes first, then the model, then prices.',
});
