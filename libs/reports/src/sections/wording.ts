import { narrativeOf, type AgentOutput } from '@app/agents';
import { literal, type FigureText } from '@app/kernel';
import type { ReportBlock } from '../document-tree';

/** Says whose words a chapter has, where they are a language model's; nothing where they are computed. */
export function wordingNote(output: AgentOutput): ReportBlock[] {
  const text = wordingOf(output);
  return text === '' ? [] : [{ kind: 'paragraph', text }];
}

/** `Worded by gpt-5-mini (openai); figures and findings are computed.` */
export function wordingOf(output: AgentOutput): FigureText {
  const narrative = narrativeOf(output);
  if (!narrative) return '';
  const { model, provider } = narrative.by;
  return `Worded by ${literal(model)} (${literal(provider)}); figures and findings are computed.`;
}
