import { Injectable, type OnModuleInit } from '@nestjs/common';
import { AppConfig, forgetForeignSettings } from '@app/platform';
import { PinoLogger } from 'nestjs-pino';
import { ModelCaller } from '../calls/model-caller.service';
import type { ModelLink } from '../chain/model-link';
import { answerUnusable } from '../llm.errors';
import { LlmMetrics } from '../llm-metrics.service';
import type { AnswerFault, ModelQuestion } from '../model-question';
import { type Reviewed, reviewAnswer } from './answer-review';
import { shapeOf } from './answer-shape';
import { type LangChain, loadLangChain } from './chat-models';
import { type ChatMessage, type Turn, takeTurn } from './model-turn';

/** With these LangChain would send prompts and answers to a service of its makers, or print them. */
const SENDS_PROMPTS_ELSEWHERE = /^(LANGSMITH|LANGCHAIN)_/;

/** Asks one model, and once more in the same conversation where its first answer cannot be used. */
@Injectable()
export class StructuredConversation implements OnModuleInit {
  private langChain: Promise<LangChain> | undefined;

  constructor(
    private readonly config: AppConfig,
    private readonly caller: ModelCaller,
    private readonly metrics: LlmMetrics,
    private readonly logger: PinoLogger,
  ) {
    this.logger.setContext(StructuredConversation.name);
  }

  /** Loading takes the event loop for more than a second, which a process with runs in hand cannot give. */
  async onModuleInit(): Promise<void> {
    if (this.config.env.LLM_CHAIN.length > 0) await this.loaded();
  }

  /** @throws llm.unusable-answer; what ModelCaller.call throws */
  async hold<T>(link: ModelLink, question: ModelQuestion<T>): Promise<{ value: T; repaired: boolean }> {
    const asked: ChatMessage = { role: 'user', content: question.user };
    const first = await this.turn(link, question, [asked]);
    if (first.reviewed.ok) return { value: first.reviewed.value, repaired: false };
    const { faults } = first.reviewed;
    const second = await this.turn(link, question, repair(asked, first.turn.said, faults));
    this.metrics.repaired(link.provider, link.model, second.reviewed.ok ? 'mended' : 'unusable');
    if (!second.reviewed.ok) throw answerUnusable(link.name, second.reviewed.faults);
    return { value: second.reviewed.value, repaired: true };
  }

  private async turn<T>(
    link: ModelLink,
    question: ModelQuestion<T>,
    messages: readonly ChatMessage[],
  ): Promise<{ turn: Turn; reviewed: Reviewed<T> }> {
    const turn = await takeTurn(await this.loaded(), {
      link,
      system: question.system,
      messages,
      shape: shapeOf(question.schema),
      maxOutputTokens: this.config.env.LLM_MAX_OUTPUT_TOKENS,
      send: (request) => this.caller.call(link, request, question),
    });
    const reviewed = judge(question, turn);
    turn.call.judged(reviewed.ok ? 'answered' : 'unusable');
    return { turn, reviewed };
  }

  private loaded(): Promise<LangChain> {
    if (this.langChain !== undefined) return this.langChain;
    const ignored = forgetForeignSettings(SENDS_PROMPTS_ELSEWHERE);
    if (ignored.length > 0) this.logger.warn({ ignored }, 'variables that would send prompts elsewhere');
    return (this.langChain = loadLangChain());
  }
}

function judge<T>(question: ModelQuestion<T>, turn: Turn): Reviewed<T> {
  if (turn.answer === undefined) return { ok: false, faults: [{ kind: 'no-answer', words: turn.fault }] };
  return reviewAnswer(question, turn.answer);
}

/** The question, what the model said to it, and what was wrong with that. */
function repair(asked: ChatMessage, said: string, faults: readonly AnswerFault[]): readonly ChatMessage[] {
  const wrong = `That answer cannot be used:\n${faults.map(({ words }) => `- ${words}`).join('\n')}\nAnswer again, whole and mended.`;
  // Not every provider takes an empty message, or two of one side in a row.
  if (said.trim() === '') return [{ role: 'user', content: `${asked.content}\n\n${wrong}` }];
  return [asked, { role: 'assistant', content: said }, { role: 'user', content: wrong }];
}
