import { loadCatalog } from '@app/catalog';
import { createWorkbench } from '../create-workbench';
import { warmUp } from './warm-up';

function aBench() {
  const traffic = { requestsPerDay: 20_000 };
  const input = {
    name: 'A test',
    workloads: [{ id: 'chat', kind: 'llm-serving' as const, model: { id: 'llama-3.1-8b' }, traffic }],
  };
  return createWorkbench({ input, catalog: loadCatalog(), asOf: '2026-11-20', seed: 1 });
}

describe('warmUp', () => {
  it('lets others run between the engines', async () => {
    let turns = 0;
    let done = false;
    const count = (): void => {
      turns += 1;
      if (!done) setImmediate(count);
    };
    setImmediate(count);
    await warmUp(aBench(), new AbortController().signal);
    done = true;
    expect(turns).toBeGreaterThan(4);
  });

  it('stops when it is told to', async () => {
    const signal = AbortSignal.abort(new DOMException('paused', 'AbortError'));
    await expect(warmUp(aBench(), signal)).rejects.toThrow('paused');
  });
});
