import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Figure, figure } from '@app/kernel';
import { renderJson, type ReportDocument } from '@app/reports';
import { CommandBench } from '../../../../test/support/command-bench';

const SIDE = { title: 'Support', state: 'completed', asOf: '2026-11-20', assessmentVersion: 1 };
const value = (label: string, amount: number) => ({ label, value: amount, printed: `USD ${amount}/month` });
const aFigure = (id: string, amount: number, causes = ['answer:/a']) => ({
  ...{ id, label: `Cost of ${id}`, kind: 'changed', unit: 'USD/month' },
  ...{ from: value(`Cost of ${id}`, amount), to: value(`Cost of ${id}`, amount * 2) },
  ...{ delta: amount, printedDelta: `USD ${amount}/month`, insideBothRanges: true, differs: ['value'] },
  ...{ causes, foundBy: causes.length > 0 ? 'trail' : 'none' },
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
  summary: {
    ...{ changed: 3, added: 0, removed: 0, same: 9, otherValue: 3, insideBothRanges: 2, money: 3, inPart: 1 },
    ...{ unexplained: 1, isOtherRecommendation: true },
  },
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
  const asked: string[] = [];
  beforeEach(() => {
    asked.length = 0;
  });
  const pages = (view: object = VIEW) =>
    bench.api.on('GET /v1/comparisons', ({ url = '' }, response) => {
      asked.push(url);
      const items = url.includes('cause=none') ? [aFigure('odd', 9, [])] : [aFigure('rag', 7)];
      const isFirst = !url.includes('cursor=next') && !url.includes('cause=none');
      response.end(JSON.stringify(isFirst ? view : { ...VIEW, items, nextCursor: null }));
    });

  it('says within ten lines whether it recommends something else, how much money changed, and what was given', async () => {
    pages();
    const { exit, out } = await bench.run('compare', 'r1', 'r2', '--server', bench.url);
    expect(exit).toBe(0);
    const head = out.split('\n\n').slice(0, 2).join(' ').replaceAll(/\s+/g, ' ');
    expect(head).toContain('THE RECOMMENDATION CHANGED: 1 other decision; recommendations: 1 new.');
    expect(head).toContain(
      'Money: 3 amounts changed, first of all Cost of chat: USD 100/month → USD 200/month (+USD 100/month, +100 %',
    );
    expect(head).toContain('Given differently: answer /workloads/0/traffic/requestsPerDay: 100 → 200.');
    expect(head).toContain('Explained in part: 1; unexplained: 1.');
    expect(out.split('\n').indexOf('Decisions')).toBeLessThanOrEqual(11);
  });

  it('tells the rest in the order in which it matters, from no more pages than that takes', async () => {
    pages();
    const { out } = await bench.run('compare', 'r1', 'r2', '--server', bench.url);
    expect(asked).toHaveLength(2);
    const titles = ['Decisions', 'Recommendations', 'Money, most important first', 'Why', 'Unexplained'];
    const places = titles.map((title) => out.indexOf(`\n${title}\n`));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places[0]).toBeGreaterThan(0);
    expect(out).toContain('explains 2 figures');
    expect(out).toContain('Cost of odd: USD 9/month → USD 18/month');
    expect(out).toContain('and 2 more');
    expect(out).toContain('new, place 1: Rent (host)');
    expect(out).not.toContain('\u001b');
  });

  it('says that the recommendation is the same, and of agents that are missing what may be due to that', async () => {
    const summary = { ...VIEW.summary, isOtherRecommendation: false, money: 0, unexplained: 0 };
    const agents = [{ subject: 'compliance', from: 'has a result', to: 'It did not answer.' }];
    pages({ ...VIEW, summary, agents, decisions: [], recommendations: [], items: [] });
    const { exit, out } = await bench.run('compare', 'r1', 'r2', '--exit-code', '--server', bench.url);
    expect(exit).toBe(0);
    expect(out).toContain('The recommendation is the same');
    expect(out).toContain('Money: no amount is another.');
    expect(out).toContain('Not the same agents gave a result (compliance)');
    expect(asked).toHaveLength(1);
  });

  it('exits by what is recommended where that is asked for', async () => {
    pages();
    expect((await bench.run('compare', 'r1', 'r2', '--exit-code', '--server', bench.url)).exit).toBe(6);
  });

  it('fails where the API knows no such run', async () => {
    const { exit, err } = await bench.run('compare', 'r1', 'r2', '--server', bench.url);
    expect(exit).toBe(2);
    expect(err).not.toBe('');
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
    expect(out).toContain('Cost: USD 200/month → USD 400/month (+USD 200/month, +100 %)');
    expect((await bench.run('compare', from, to)).out).toBe(out);
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
