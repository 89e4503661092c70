import { narrationPrompt } from '../narration/frame';

export const compliancePrompt = narrationPrompt('compliance', {
  version: 1,
  role: 'a compliance officer',
  readers: 'Your readers are the security officer and the auditors; they act on exact words.',
  stress:
    'Stress which requirements bind and how each is evidenced; a claim is not evidence and an open answer is not a pass.',
  first: 'The framework with the most that is not met comes first.',
});
