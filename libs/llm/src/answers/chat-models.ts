import type { ModelLink } from '../chain/model-link';

type Fetch = typeof globalThis.fetch;

/** Longer than any of our own limits: those are kept by the `fetch` that each model is given. */
const NO_LIMIT_OF_ITS_OWN_MS = 2 ** 31 - 1;
/** The keys stay with our `fetch`, so that nothing these packages print or throw can hold one. */
const NOT_A_KEY = 'none';

/** Loads LangChain, which takes memory and a second of the event loop: once, and only where there are models to ask. */
export async function loadLangChain() {
  const [agents, openai, anthropic, ollama] = await Promise.all([
    import('langchain'),
    import('@langchain/openai'),
    import('@langchain/anthropic'),
    import('@langchain/ollama'),
  ]);
  return { ...agents, ...openai, ...anthropic, ...ollama };
}

export type LangChain = Awaited<ReturnType<typeof loadLangChain>>;

/** What a question asks of the model that will answer it. */
export interface Demand {
  readonly maxOutputTokens: number;
  /** Of all that is sent. */
  readonly inputBytes: number;
}

/** The chat model of a link, which reaches the network through `fetch` alone and never tries again by itself. */
export function chatModel(
  { ChatOpenAI, ChatAnthropic, ChatOllama }: LangChain,
  link: ModelLink,
  demand: Demand,
  fetch: Fetch,
) {
  const { model, baseUrl } = link;
  const { maxOutputTokens: maxTokens } = demand;
  const always = { model, maxRetries: 0, maxTokens } as const;
  const client = { fetch, timeout: NO_LIMIT_OF_ITS_OWN_MS, maxRetries: 0, logLevel: 'off' } as const;
  switch (link.provider) {
    case 'openai':
      return new ChatOpenAI({
        ...always,
        ...reasoning(model),
        apiKey: NOT_A_KEY,
        configuration: { ...client, baseURL: baseUrl },
      });
    case 'openai-compatible':
      return new ChatOpenAI({ ...always, apiKey: NOT_A_KEY, configuration: { ...client, baseURL: baseUrl } });
    case 'anthropic':
      return new ChatAnthropic({
        ...always,
        apiKey: NOT_A_KEY,
        anthropicApiUrl: baseUrl,
        clientOptions: client,
      });
    case 'ollama':
      return new ChatOllama({
        model,
        baseUrl,
        fetch,
        maxRetries: 0,
        numPredict: maxTokens,
        numCtx: contextFor(demand),
        temperature: 0,
      });
  }
}

/** Thinking counts as output: at the default effort it can use up the whole limit before the first word. */
function reasoning(model: string): { readonly reasoning?: { readonly effort: 'low' } } {
  return model.includes('-pro') ? {} : { reasoning: { effort: 'low' } };
}

/**
 * Ollama cuts off, without a word, what does not fit its context, which is small unless asked for. Steps by powers of
 * two, because another size makes it load the model anew.
 */
function contextFor({ inputBytes, maxOutputTokens }: Demand): number {
  const BYTES_A_TOKEN = 3;
  const needed = inputBytes / BYTES_A_TOKEN + maxOutputTokens;
  return Math.min(2 ** Math.ceil(Math.log2(Math.max(needed, 4_096))), 131_072);
}
