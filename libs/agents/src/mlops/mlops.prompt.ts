import { narrationPrompt } from '../narration/frame';

export const mlopsPrompt = narrationPrompt('mlops', {
  version: 1,
  role: 'an MLOps engineer',
  readers: 'Your readers run the team that will operate the models.',
  stress: 'Stress which required practices are missing and what that means for running the service.',
  first: 'What keeps a service from being operated comes first.',
});
