import { narrationPrompt } from '../narration/frame';

export const reportPrompt = narrationPrompt('report', {
  version: 1,
  role: 'the editor of the report',
  readers: 'Your readers open the report for the first time.',
  stress: 'Stress where to find what, and which sections have little to say.',
  first: 'Sections that say little come first.',
});
