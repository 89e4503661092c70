import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { LlmHarness } from '../../../../test/support/llm-harness';
import { ModelServer } from '../../../../test/support/model-server/model-server';

describe('a redirect', () => {
  it('takes neither key nor prompt to where it points', async () => {
    const target = await ModelServer.start();
    const server = createServer((_request, response) => {
      response.writeHead(307, { location: `${target.url}/v1/chat/completions` }).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const llm = await LlmHarness.start({ url }, { LLM_CHAIN: 'openai/gpt-5-mini' });
    await expect(llm.ask()).rejects.toMatchObject({
      code: 'llm.unavailable',
      message: expect.stringContaining('HTTP 307'),
    });
    expect(target.calls).toHaveLength(0);
    await llm.stop();
    server.close();
    server.closeAllConnections();
    await target.stop();
  });
});
