import type { ReportBlock, ReportSection } from './document-tree';
import { takeExcerpt } from './take-excerpt';
import type { Excerpt } from './template-excerpts';

const value = { figureId: 'x', value: 1, low: null, high: null };

function card(id: string, severity: 'high' | 'info' = 'info', title = id): ReportBlock {
  return {
    kind: 'card',
    id,
    severity,
    tag: '',
    title,
    text: '',
    details: [{ label: 'Effort', items: ['Days'] }],
  };
}

function table(id: string, rows: number, first = 'row'): ReportBlock {
  return { kind: 'table', id, title: id, columns: ['A'], rows: Array.from({ length: rows }, () => [first]) };
}

function line(places: number): ReportBlock {
  const at = Array.from({ length: places }, (_none, index) => index + 1);
  return {
    kind: 'chart',
    chart: {
      kind: 'line',
      ...{ id: 'forecast.1', title: 'Cost', description: '', isStepped: false },
      x: { label: 'Month', unit: '', categories: at.map(String) },
      y: { label: 'Cost', unit: 'USD' },
      series: [{ name: 'Cost', values: at.map(() => value) }],
    },
  };
}

const note = (text: string, about?: string): ReportBlock => ({
  kind: 'paragraph',
  text,
  ...(about && { about }),
});

function cut(excerpt: Excerpt, ...blocks: readonly ReportBlock[]): readonly ReportBlock[] {
  const section: ReportSection = { id: 'cost', title: 'Cost', audiences: [], blocks };
  return takeExcerpt(section, excerpt).blocks;
}

const words = (blocks: readonly ReportBlock[]) =>
  blocks.map((block) =>
    'text' in block && block.kind !== 'card' ? block.text : 'id' in block ? block.id : block.kind,
  );

describe('takeExcerpt', () => {
  it('shows the findings that it names, of whichever workload, and says how many it leaves', () => {
    const shown = cut(
      { findings: ['simulation.doubled', 'infrastructure.owned*'] },
      card('finding.simulation.chat.doubled'),
      card('finding.simulation.doubled'),
      card('finding.simulation.chat.undoubled'),
      card('finding.infrastructure.chat.owned-l40s'),
    );
    expect(words(shown)).toEqual([
      'finding.simulation.chat.doubled',
      'finding.simulation.doubled',
      'finding.infrastructure.chat.owned-l40s',
      'More on this in the full report: findings 1.',
    ]);
  });

  it('never leaves out what is grave', () => {
    const grave = card('finding.cto.risk', 'high', 'If hosted, it stops');
    expect(words(cut({ isPlanOnly: true }, grave))).toEqual(['finding.cto.risk']);
  });

  it('cuts a long table to its first rows, says so, and takes its note along', () => {
    const blocks = [
      table('a.chat.list', 9),
      note('On the list.', 'a.chat.list'),
      table('a.other', 1),
      note('On the other.', 'a.other'),
    ];
    expect(words(cut({ tables: ['a.list:4'] }, ...blocks))).toEqual([
      'a.chat.list',
      'Shown here: 4 of 9 rows; the full report has all.',
      'On the list.',
      'More on this in the full report: tables and charts 1.',
    ]);
    expect(words(cut({ tables: ['a.list:9', 'a.other'] }, ...blocks))).toEqual(words(blocks));
  });

  it('draws of many places every third, the last among them, and few as they are', () => {
    const [long] = cut({ charts: ['forecast'] }, line(36));
    const [short] = cut({ charts: ['forecast'] }, line(24));
    const places = (block: ReportBlock | undefined) =>
      block?.kind === 'chart' && block.chart.kind === 'line'
        ? [
            block.chart.x.categories.length,
            block.chart.series[0]?.values.length,
            block.chart.x.categories.at(-1),
          ]
        : [];
    expect(places(long)).toEqual([12, 12, '36']);
    expect(places(short)).toEqual([24, 24, '24']);
    expect(words(cut({}, line(3), note('No chart.', 'front')))).toEqual([
      'More on this in the full report: tables and charts 1.',
    ]);
  });

  it('keeps the first recommendations with some details and lists the others', () => {
    const cards = ['1', '2', '3', '4'].map((rank) => card(`recommendation.${rank}`));
    const [first, list, rest] = cut(
      { recommendations: { most: 1, details: ['Cost'], further: 2 } },
      ...cards,
    );
    expect(first).toMatchObject({ id: 'recommendation.1', details: [] });
    expect(list).toMatchObject({
      title: 'Further recommendations',
      rows: [['', 'info', 'recommendation.2', 'Days'], expect.anything()],
    });
    expect(rest).toMatchObject({ text: 'Shown here: 2 of 3 rows; the full report has all.' });
  });

  it('leaves out what holds only if another way were taken', () => {
    const shown = cut(
      { isPlanOnly: true, findings: ['a.*'], tables: ['a.*'] },
      card('finding.a.one', 'info', 'Chat: if hosted, it is fast'),
      card('finding.a.two', 'info', 'What if hosted models fail'),
      table('a.choices', 2, 'Region (if hosted)'),
      table('a.empty', 0),
    );
    expect(words(shown)).toEqual(['finding.a.two', 'a.empty', expect.stringContaining('findings 1')]);
  });

  it('shows votes where asked for, and no heading with nothing below it', () => {
    const board: ReportBlock[] = [
      { kind: 'heading', text: 'Outer' },
      { kind: 'heading', text: 'Conflict board', isMinor: true },
      card('conflict.hosting'),
    ];
    expect(words(cut({ hasVotes: true }, ...board))).toEqual(['Outer', 'Conflict board', 'conflict.hosting']);
    expect(words(cut({}, ...board))).toEqual(['More on this in the full report: findings 1.']);
  });

  it('keeps whose words chapters have', () => {
    const blocks = [
      note('It has 18 sections.'),
      note('Worded by a (b).', 'wording'),
      table('report.outline', 2),
    ];
    expect(words(cut({ isWordingOnly: true }, ...blocks))).toEqual(['Worded by a (b).']);
    expect(words(cut({}, ...blocks))).toContain('Worded by a (b).');
  });
});
