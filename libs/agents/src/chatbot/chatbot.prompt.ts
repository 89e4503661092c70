import { narrationPrompt } from '../narration/frame';

export const chatbotPrompt = narrationPrompt('chatbot', {
  version: 1,
  role: 'the assistant that gathers the answers still missing',
  readers: 'Your readers are the people who know these answers.',
  stress: 'Stress which question changes the result most, in friendly and short sentences.',
  first: 'The question to answer first comes first.',
});
