import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CommandBench } from '../../../../test/support/command-bench';
import { download } from './download';

const SAMPLES = join(__dirname, '../../../../libs/catalog/src/importers/samples');
const sample = (name: string): string => readFileSync(join(SAMPLES, name), 'utf8');

describe('infra-mind catalog import', () => {
  let bench: CommandBench;
  beforeEach(async () => {
    bench = await CommandBench.open();
  });
  afterEach(() => bench.close());

  const imported = (...args: string[]) => bench.run('catalog', 'import', ...args);

  it('reads the AWS price list from the network into a file that the check takes', async () => {
    bench.api.on('GET /aws.csv', (_request, response) => response.end(sample('aws-ec2.csv')));
    const out = join(bench.directory, 'aws.json');
    const done = await imported(
      'aws-ec2',
      '--region',
      'eu-west-1',
      '--url',
      `${bench.url}/aws.csv`,
      '--out',
      out,
    );
    expect(done).toMatchObject({
      exit: 0,
      out: expect.stringContaining('rows of instance-prices') as string,
    });
    expect(JSON.parse(readFileSync(out, 'utf8'))).toMatchObject({
      ...{ kind: 'instance-prices', name: 'AWS list prices, eu-west-1' },
      rows: expect.arrayContaining([
        expect.objectContaining({
          instanceType: 'p5.48xlarge',
          onDemandUSDPerHour: 12.34,
          sourceDate: '2026-10-15',
        }),
      ]) as object[],
    });
    expect((await bench.run('catalog', 'check', out)).exit).toBe(0);
  });

  it('follows the pages of Azure, and only on the same host', async () => {
    const page = JSON.parse(sample('azure-retail-prices.json')) as {
      Items: unknown[];
      NextPageLink: string | null;
    };
    const [first, ...rest] = page.Items;
    bench.api.on('GET /azure', (request, response) => {
      const isFirst = !request.url?.includes('skip');
      const next = isFirst ? `${bench.url}/azure?skip=1` : null;
      response.end(JSON.stringify({ ...page, Items: isFirst ? [first] : rest, NextPageLink: next }));
    });
    const { exit, out } = await imported(
      'azure-vm',
      '--region',
      'northeurope',
      '--url',
      `${bench.url}/azure`,
    );
    expect(exit).toBe(0);
    expect((JSON.parse(out) as { rows: unknown[] }).rows).toEqual([
      expect.objectContaining({ onDemandUSDPerHour: 4.44, spotUSDPerHour: 1.11, commit1yUSDPerHour: 3 }),
    ]);
    bench.api.json('GET /elsewhere', page);
    const astray = await imported('azure-vm', '--region', 'northeurope', '--url', `${bench.url}/elsewhere`);
    expect(astray).toMatchObject({ exit: 2, err: expect.stringContaining('another host') as string });
    bench.api.json('GET /circle', { ...page, NextPageLink: `${bench.url}/circle` });
    const circle = await imported('azure-vm', '--region', 'northeurope', '--url', `${bench.url}/circle`);
    expect(circle).toMatchObject({ exit: 2, err: expect.stringContaining('comes back to one') as string });
    expect(bench.api.requests('GET /circle')).toHaveLength(1);
  });

  it('follows the pages of Google by their tokens, and keeps the key out of everything it prints', async () => {
    const { skus } = JSON.parse(sample('google-billing-skus.json')) as { skus: unknown[] };
    bench.api.on('GET /skus', (request, response) => {
      const isFirst = !request.url?.includes('pageToken=second');
      const half = isFirst ? skus.slice(0, 5) : skus.slice(5);
      response.end(JSON.stringify({ skus: half, nextPageToken: isFirst ? 'second' : '' }));
    });
    const key = join(bench.directory, 'key');
    writeFileSync(key, 'very-secret\n');
    const wish = ['gcp-compute', '--region', 'us-central1', '--token-file', key, '--url'];
    const { exit, out, err } = await imported(...wish, `${bench.url}/skus`);
    expect(exit).toBe(0);
    expect((JSON.parse(out) as { rows: unknown[] }).rows).toContainEqual(
      expect.objectContaining({
        instanceType: 'a2-highgpu-1g',
        onDemandUSDPerHour: 3.7,
        spotUSDPerHour: 1.35,
      }),
    );
    expect(err).toContain('not known: a3-highgpu-8g: local disks');
    const asked = bench.api.requests('GET /skus');
    expect(asked.map(({ headers }) => headers['x-goog-api-key'])).toEqual(['very-secret', 'very-secret']);
    expect(asked.map(({ headers }) => headers.authorization)).toEqual([undefined, undefined]);
    bench.api.json('GET /circle', { skus, nextPageToken: 'same' });
    const circle = await imported(...wish, `${bench.url}/circle`);
    expect(circle).toMatchObject({ exit: 2, err: expect.stringContaining('comes back to one') as string });
    bench.api.on('GET /closed', (_request, response) => response.writeHead(403).end());
    const closed = await imported(...wish, `${bench.url}/closed`);
    expect(closed.exit).toBe(2);
    expect([out, err, circle.err, closed.err].join('')).not.toContain('very-secret');
  });

  it('reads the config of a model, with the token of a file', async () => {
    bench.api.on('GET /config.json', (_request, response) =>
      response.end(sample('llama-3.1-8b.config.json')),
    );
    const token = join(bench.directory, 'token');
    writeFileSync(token, 'secret\n');
    const wish = [
      'hf-model',
      '--model',
      'meta-llama/Llama-3.1-8B',
      '--license',
      'Llama 3.1',
      '--token-file',
      token,
    ];
    const { exit, out, err } = await imported(...wish, '--url', `${bench.url}/config.json`);
    expect([exit, err]).toEqual([0, '']);
    expect(JSON.parse(out)).toMatchObject({
      kind: 'models',
      rows: [
        {
          id: 'llama-3.1-8b',
          name: 'Llama-3.1-8B',
          organisation: 'meta-llama',
          totalParamsB: 8.03,
          attention: 'GQA',
        },
      ],
    });
    expect(bench.api.requests('GET /config.json')[0]?.headers.authorization).toBe('Bearer secret');
  });

  it('gives no rows of what is damaged', async () => {
    const config = JSON.parse(sample('llama-3.1-8b.config.json')) as object;
    const csv = sample('aws-ec2.csv');
    const region = ['--region', 'eu-west-1', '--url'];
    const model = ['--model', 'a/b', '--url'];
    const cases: Array<[body: string, args: string[], message: RegExp]> = [
      [csv.slice(0, -40), ['aws-ec2', ...region], /breaks off within a cell|has \d+ of \d+ cells/],
      [csv.slice(0, csv.lastIndexOf('"') - 1), ['aws-ec2', ...region], /breaks off within a cell/],
      [csv.slice(0, csv.lastIndexOf('","') + 1), ['aws-ec2', ...region], /line \d+ has \d+ of \d+ cells/],
      ['', ['aws-ec2', ...region], /no line with its columns/],
      [sample('azure-retail-prices.json').slice(0, 400), ['azure-vm', ...region], /no JSON, or breaks off/],
      [JSON.stringify(config).slice(0, 100), ['hf-model', ...model], /no JSON, or breaks off/],
      [
        JSON.stringify({ ...config, num_key_value_heads: 7 }),
        ['hf-model', ...model],
        /field kvHeads, expected a divisor/,
      ],
      [
        JSON.stringify({ ...config, num_hidden_layers: 1e15 }),
        ['hf-model', ...model],
        /expected a number between/,
      ],
    ];
    for (const [index, [body, args, message]] of cases.entries()) {
      bench.api.on(`GET /damaged-${index}`, (_request, response) => response.end(body));
      const { exit, out, err } = await imported(...args, `${bench.url}/damaged-${index}`);
      expect([index, exit, out]).toEqual([index, 2, '']);
      expect(err).toMatch(message);
    }
  });

  it('reads a file that was fetched before, without a network', async () => {
    const wish = ['--model', 'deepseek-ai/DeepSeek-V3', '--id', 'ours', '--params', '671'];
    const { out } = await imported('hf-model', ...wish, '--from', join(SAMPLES, 'deepseek-v3.config.json'));
    expect(JSON.parse(out)).toMatchObject({
      rows: [{ id: 'ours', totalParamsB: 671, attention: 'MLA', experts: 256 }],
    });
    expect(bench.api.seen).toEqual([]);
  });

  it.each<[string[], RegExp]>([
    [['gcp'], /expected one of aws-ec2, azure-vm, hf-model/],
    [['aws-ec2'], /--region names a region/],
    [['aws-ec2', '--region', '../secret'], /--region names a region/],
    [['gcp-compute', '--region', 'us-central1'], /GOOGLE_API_KEY/],
    [['hf-model', '--model', 'no-organisation'], /organisation\/model/],
    [['hf-model', '--model', 'a/b', '--params', 'many'], /--params/],
    [['hf-model', '--model', 'a/b', '--from', 'nowhere.json'], /no such file/],
    [
      ['aws-ec2', '--region', 'us-east-1', '--from', join(SAMPLES, 'aws-ec2.csv')],
      /There is no price of AWS in us-east-1/,
    ],
    [
      ['aws-ec2', '--region', 'us-east-1', '--from', join(SAMPLES, 'README.md')],
      /Expected an AWS offer file/,
    ],
  ])('refuses %j', async (args, message) => {
    const { exit, out, err } = await imported(...args);
    expect([exit, out]).toEqual([2, '']);
    expect(err).toMatch(message);
  });

  describe('download', () => {
    const limits = { mostBytes: 1_000, timeoutMs: 5_000, tries: 3, waitMs: 1 };
    const text = async (pieces: AsyncIterable<string>) => {
      let all = '';
      for await (const piece of pieces) all += piece;
      return all;
    };
    const read = (path: string, over = {}) => download(`${bench.url}${path}`, text, { ...limits, ...over });

    it('tries again when the server is busy or the connection breaks, from the beginning', async () => {
      let calls = 0;
      bench.api.on('GET /shaky', (_request, response) => {
        calls += 1;
        if (calls === 1) return void response.writeHead(503).end();
        if (calls === 2) {
          response.writeHead(200, { 'Content-Length': '100' }).write('half', () => response.destroy());
          return;
        }
        response.end('whole');
      });
      expect(await read('/shaky')).toBe('whole');
      expect(calls).toBe(3);
    });

    it('gives up after the last try, and says why', async () => {
      bench.api.on('GET /down', (_request, response) => response.writeHead(502).end());
      await expect(read('/down')).rejects.toMatchObject({
        code: 'import.unavailable',
        message: expect.stringContaining('it answered 502') as string,
      });
      expect(bench.api.requests('GET /down')).toHaveLength(3);
    });

    it('asks once where asking again is of no use', async () => {
      bench.api.on('GET /closed', (_request, response) => response.writeHead(403).end());
      await expect(read('/closed')).rejects.toMatchObject({
        code: 'import.refused',
        message: expect.stringContaining('--token-file') as string,
      });
      expect(bench.api.requests('GET /closed')).toHaveLength(1);
    });

    it('follows a redirection on the same host alone', async () => {
      const lead = (path: string, to: string) =>
        bench.api.on(`GET ${path}`, (_request, response) => response.writeHead(302, { Location: to }).end());
      lead('/moved', '/new');
      bench.api.on('GET /new', (_request, response) => response.end('here'));
      expect(await read('/moved')).toBe('here');
      lead('/away', 'http://127.0.0.2:9/secret');
      lead('/round', '/round');
      for (const path of ['/away', '/round']) {
        await expect(read(path)).rejects.toMatchObject({ code: 'import.astray' });
      }
      expect(bench.api.requests('GET /round')).toHaveLength(6);
      expect(bench.api.requests('GET /away')).toHaveLength(1);
    });

    it('takes a web page for no data', async () => {
      bench.api.on('GET /page', (_request, response) =>
        response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' }).end('<p>Sign in</p>'),
      );
      await expect(read('/page')).rejects.toMatchObject({ code: 'import.bad-format' });
      expect(bench.api.requests('GET /page')).toHaveLength(1);
    });

    it('takes no more than was expected', async () => {
      bench.api.on('GET /large', (_request, response) => response.end('x'.repeat(1_001)));
      await expect(read('/large')).rejects.toMatchObject({ code: 'import.too-large' });
    });

    it('waits no longer than it may', async () => {
      bench.api.on('GET /silent', () => undefined);
      await expect(read('/silent', { timeoutMs: 50, tries: 1 })).rejects.toMatchObject({
        code: 'import.unavailable',
      });
    });
  });
});
