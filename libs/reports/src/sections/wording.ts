import { narrativeOf, type AgentOutput } from '@app/agents';
import { literal, type FigureText } from '@app/kernel';
import { joinNames } from '@app/synthesis';
import type { ReportBlock } from '../document-tree';

/** Says whose words a chapter has, where they are a language model's; nothing where they are computed. */
export function wordingNote(output: AgentOutput): ReportBlock[] {
  const text = wordingOf(output);
  return text === '' ? [] : [{ kind: 'paragraph', text, about: 'wording' }];
}

/** `Worded by gpt-5-mini (openai); figures and findings are computed.` */
export function wordingOf(output: AgentOutput): FigureText {
  const narrative = narrativeOf(output);
  if (!narrative) return '';
  const { model, provider } = narrative.by;
  return `Worded by ${literal(model)} (${literal(provider)}); figures and findings are computed.`;
}

/** Why chapters have no model's words although they were to have them; nothing where all have, or none was to. */
export function missingWordings(outputs: readonly AgentOutput[]): ReportBlock[] {
  const codes = outputs.flatMap(({ narrative }) =>
    narrative && 'missing' in narrative ? [narrative.missing.code] : [],
  );
  if (codes.length === 0) return [];
  const worded = outputs.filter((output) => narrativeOf(output)).length;
  const reasons = [...new Set(codes)]
    .sort()
    .map((code) => literal(`${code} ×${codes.filter((one) => one === code).length}`));
  const text = `Worded by a model: ${worded} of ${worded + codes.length}; ${joinNames(reasons)}, the computed text stands.`;
  return [{ kind: 'paragraph', text, about: 'wording' }];
}
