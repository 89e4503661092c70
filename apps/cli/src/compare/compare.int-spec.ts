import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Figure, figure } from '@app/kernel';
import { renderJson, type ReportDocument } from '@app/reports';
import { CommandBench } from '../../../../test/support/command-bench';

const SIDE = { title: 'Support', state: 'completed', asOf: '2026-11-20', assessmentVersion: 1 };
const value = (amount: number) => ({ value: amount, low: null, high: null, printed: `USD ${amount}/month` });
const aFigure = (id: string, amount: number) => ({
  ...{ id, label: `Cost of ${id}`, kind: 'changed', from: value(amount), to: value(amount * 2), ratio: 2 },
  ...{ insideBothRanges: true, differs: ['value'], causes: ['answer:/a'] },
});
const CAUSE = {
  key: 'answer:/a',
  kind: 'answer',
  label: 'answer /workloads/0/traffic/requestsPerDay',
  from: 100,
  to: 200,
};
const VIEW = {
  from: { runId: 'r1', ...SIDE },
  to: { runId: 'r2', ...SIDE },
  summary: { changed: 2, added: 0, removed: 0, same: 9, otherValue: 2, insideBothRanges: 2, unexplained: 0 },
  differences: [CAUSE],
  verdict: null,
  decisions: [{ subject: 'Hosting', from: 'Model API', to: 'Own \u001b[2Jhardware' }],
  recommendations: [
    { key: 'host', from: null, to: { rank: 1, severity: 'high', title: 'Rent' }, differs: [] },
  ],
  agents: [],
  causes: [{ ...CAUSE, figures: 2, alone: 2, first: [aFigure('chat', 100)] }],
  items: [aFigure('chat', 100)],
  nextCursor: 'next',
};

let bench: CommandBench;
beforeEach(async () => {
  bench = await CommandBench.open();
});
afterEach(() => bench.close());

function aReportFile(name: string, requests: number): string {
  const cost: Figure = figure({
    ...{ id: 'cost', label: 'Cost', value: requests * 2, unit: 'USD/month', method: 'computed' },
    inputs: ['input:/workloads/0/traffic/requestsPerDay'],
  });
  const document: ReportDocument = {
    ...{
      title: 'Support',
      subtitle: '',
      generatedAt: '2026-11-20T00:00:00.000Z',
      asOf: '2026-11-20',
      runId: name,
    },
    ...{ state: 'completed', verdict: 'It costs [[cost]].', keyFigures: ['cost'], decisions: [], agents: [] },
    ...{ sections: [], totals: [], figures: [cost], versions: {} },
    answers: { 'input:/workloads/0/traffic/requestsPerDay': requests },
  };
  const path = join(bench.directory, `${name}.json`);
  writeFileSync(path, renderJson(document));
  return path;
}

describe('infra-mind compare', () => {
  const pages = () =>
    bench.api.on('GET /v1/comparisons', (request, response) => {
      const isNext = request.url?.includes('cursor=next');
      response.end(JSON.stringify(isNext ? { ...VIEW, items: [aFigure('rag', 7)], nextCursor: null } : VIEW));
    });

  it('says what was given differently, what changed and why', async () => {
    pages();
    const { exit, out } = await bench.run('compare', 'r1', 'r2', '--server', bench.url);
    expect(exit).toBe(0);
    expect(out).toContain('2 figures changed (2 in value), 0 came, 0 went, 9 are the same.');
    expect(out).toContain('answer /workloads/0/traffic/requestsPerDay: 100 → 200');
    expect(out).toContain('explains 2 figures');
    expect(out).toContain('Cost of chat: USD 100/month → USD 200/month (+100 %, within both ranges)');
    expect(out).toContain('Cost of rag: USD 7/month → USD 14/month');
    expect(out).toContain('new, place 1: Rent (host)');
    expect(out).not.toContain('\u001b');
  });

  it('hands on all pages with --json', async () => {
    pages();
    const { out } = await bench.run('compare', 'r1', 'r2', '--json', '--server', bench.url);
    const { items, nextCursor } = JSON.parse(out) as typeof VIEW;
    expect(items.map(({ id }) => id)).toEqual(['chat', 'rag']);
    expect(nextCursor).toBeNull();
  });

  it('compares two reports in JSON without a server', async () => {
    const [from, to] = [aReportFile('a', 100), aReportFile('b', 200)];
    const { exit, out } = await bench.run('compare', from, to, '--files');
    expect(exit).toBe(0);
    expect(out).toContain('answer /workloads/0/traffic/requestsPerDay: 100 → 200');
    expect(out).toContain('Cost: USD 200/month → USD 400/month (+100 %)');
    expect((await bench.run('compare', from, from, '--files')).out).toContain('Nothing differs: 1 figure');
  });

  it('says of a file that is no report what it is not', async () => {
    const { exit, err } = await bench.run(
      'compare',
      join(bench.directory, 'input.yaml'),
      'none.json',
      '--files',
    );
    expect(exit).toBe(2);
    expect(err).toContain('is not a report of Infra Mind in JSON');
    const missing = await bench.run('compare', 'none.json', 'none.json', '--files');
    expect(missing.err).toContain('there is no such file');
  });
});
