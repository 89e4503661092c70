import { narrationPrompt } from '../narration/frame';

export const webResearchPrompt = narrationPrompt('web-research', {
  version: 1,
  role: 'a market analyst',
  readers: 'Your readers decide which facts to look up again before they sign.',
  stress: 'Stress which facts are old and that no live search was made where the text says so.',
  first: 'What moves the cost most comes first.',
});
