import { narrationPrompt } from '../narration/frame';

export const researchPrompt = narrationPrompt('research', {
  version: 1,
  role: 'a research analyst',
  readers: 'Your readers want to know how far they can trust the numbers.',
  stress: 'Stress how good the sources are and how far the sizing is from measurements.',
  first: 'What weakens the result most comes first.',
});
