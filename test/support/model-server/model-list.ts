import type { IncomingMessage } from 'node:http';

const KNOWN = ['gpt-4.1-mini', 'claude-sonnet-4-5', 'llama3.1:8b'];
const SINCE = new Date('2026-01-01T00:00:00Z');

/** What a GET for the models, or for Ollama's version, answers; null for any other path. */
export function listModels(
  path: string,
  { headers }: IncomingMessage,
  models: readonly string[] | null,
): unknown {
  const names = models ?? KNOWN;
  if (path === '/api/version') return { version: '0.12.0' };
  if (path === '/api/tags') return { models: names.map(localModel) };
  if (path !== '/v1/models') return null;
  return headers['anthropic-version'] === undefined ? openaiModels(names) : anthropicModels(names);
}

function openaiModels(names: readonly string[]) {
  const created = SINCE.getTime() / 1000;
  return {
    object: 'list',
    data: names.map((id) => ({ id, object: 'model', created, owned_by: 'model-server' })),
  };
}

function anthropicModels(names: readonly string[]) {
  return {
    data: names.map((id) => ({ type: 'model', id, display_name: id, created_at: SINCE.toISOString() })),
    has_more: false,
    first_id: names[0] ?? null,
    last_id: names.at(-1) ?? null,
  };
}

function localModel(name: string) {
  return {
    name,
    model: name,
    modified_at: SINCE.toISOString(),
    size: 0,
    digest: '',
    details: { format: 'gguf' },
  };
}
