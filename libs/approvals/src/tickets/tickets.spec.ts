import type { RecommendationDraft } from '@app/agents';
import type { RecommendationDetail } from '@app/synthesis';
import { aFigure } from '../../../../test/support/agent-output.builder';
import { recommended } from '../../../../test/support/recommendation.builder';
import type { ReadApproval } from '../approvals.service';
import { adfParagraph, type AdfNode } from './adf';
import { githubIssueOf, githubText } from './github-issue';
import { jiraIssueOf, wikiText } from './jira-issue';
import { shortened, ticketOf } from './ticket';

const cost = aFigure({
  id: 'pricing.w1.month',
  label: 'Rent of the machines',
  value: 1_840,
  low: 1_500,
  high: 2_400,
  unit: 'USD/month',
  formula: 'machines × price × hours',
  sources: [
    { title: 'Price list', url: 'https://example.org/prices', asOf: '2026-08-21', confidence: 'high' },
  ],
});
const EVIL =
  'Ask @ops about #12, GH-7 <img src=x onerror=alert(1)> [click](https://evil.example) {panel} *now*';

function detailOf(draft: Partial<RecommendationDraft> = {}, followUp: object = {}): RecommendationDetail {
  const [recommendation] = recommended(
    [
      {
        key: 'w1.host',
        title: 'Rent for [[pricing.w1.month]]',
        severity: 'critical',
        workloadIds: ['w1'],
        ...draft,
      },
    ],
    [cost],
  );
  return {
    recommendation: recommendation!,
    runId: 'r1',
    followUp: {
      id: 'a1:w1.host',
      status: 'accepted',
      statusSince: new Date('2026-11-02T10:00:00Z'),
      dueDate: '2026-12-24',
      ...followUp,
    } as RecommendationDetail['followUp'],
  };
}

const ofDetail = (detail = detailOf(), approved: ReadApproval | null = null) => ticketOf(detail, approved);
const v3 = { version: '3', project: 'OPS', issueType: 'Task' } as const;
const textsOf = (node: AdfNode): string[] => [
  ...(node.type === 'text' ? [node.text ?? ''] : []),
  ...(node.content ?? []).flatMap(textsOf),
];

describe('jiraIssueOf', () => {
  it('gives the fields that create an issue, with texts in ADF', () => {
    const { fields } = jiraIssueOf(ofDetail(), v3);
    expect(fields).toMatchObject({
      project: { key: 'OPS' },
      issuetype: { name: 'Task' },
      summary: expect.stringContaining('Rent for'),
      priority: { name: 'Highest' },
      duedate: '2026-12-24',
      labels: ['infra-mind', 'infra-mind-accepted', 'severity-critical', 'w1'],
      description: { type: 'doc', version: 1 },
    });
    const texts = textsOf(fields.description as AdfNode);
    expect(texts[0]).toMatch(/^State in Infra Mind since 2026-11-02: accepted\. No approval workflow/);
    expect(texts.join('\n')).toMatch(/Rent of the machines: .*1,840.*formula: machines × price × hours/);
    expect(texts.join('\n')).toContain('Price list (2026-08-21, high confidence)');
    expect(texts.every((text) => text.length > 0)).toBe(true);
  });

  it('cuts a summary to 255 characters, and leaves out a date that nobody set', () => {
    const { fields } = jiraIssueOf(ofDetail(detailOf({ title: 'x😀'.repeat(200) }, { dueDate: null })), v3);
    expect(fields.summary.length).toBeLessThanOrEqual(255);
    expect(fields.summary).toMatch(/(x|😀)…$/u);
    expect(fields).not.toHaveProperty('duedate');
  });

  it('shows words as they are, in ADF by its text nodes and in wiki markup by escapes', () => {
    const detail = detailOf({ rationale: EVIL });
    expect(textsOf(jiraIssueOf(ofDetail(detail), v3).fields.description as AdfNode)).toContain(EVIL);
    const wiki = jiraIssueOf(ofDetail(detail), { ...v3, version: '2', project: null });
    expect(wiki.fields.description).toContain('\\{panel\\} \\*now\\*');
    expect(wiki.fields).not.toHaveProperty('project');
    expect(wikiText('h1. [~accountid:1] C:\\tmp')).toBe('h1\\. \\[\\~accountid:1\\] C:&#92;tmp');
  });

  it('leaves figures beyond the first 24 out, and says how many', () => {
    const figures = Array.from({ length: 60 }, (_, index) =>
      aFigure({ id: `f${index}`, label: `F${index}` }),
    );
    const detail = detailOf();
    const many = { ...detail, recommendation: { ...detail.recommendation, figures } };
    const texts = textsOf(jiraIssueOf(ofDetail(many), v3).fields.description as AdfNode);
    expect(texts.filter((text) => /^F\d+:/.test(text))).toHaveLength(24);
    expect(texts).toContain('36 more figures: see the recommendation.');
  });

  it('has no empty text, which Jira refuses', () => {
    expect(adfParagraph('')).toEqual({ type: 'paragraph', content: [] });
    const bare = { rationale: '', cost: { figureIds: [], note: '' } };
    const { description } = jiraIssueOf(ofDetail(detailOf(bare)), v3).fields;
    expect(textsOf(description as AdfNode).every((text) => text !== '')).toBe(true);
  });

  it('makes single words of labels', () => {
    const { fields } = jiraIssueOf(ofDetail(detailOf({ workloadIds: ['my chat, EU'] })), v3);
    expect(fields.labels).toContain('my-chat-EU');
  });

  it('leaves figures out rather than send more than Jira takes, and says how many', () => {
    const stars = '*'.repeat(400);
    const steps = Array.from({ length: 24 }, (_, index) => `${index}${stars}`);
    const figures = Array.from({ length: 60 }, (_, index) => aFigure({ id: `f${index}`, label: stars }));
    const detail = detailOf({ implementation: { effort: 'weeks', steps, prerequisites: [] } });
    const many = { ...detail, recommendation: { ...detail.recommendation, figures } };
    const { description } = jiraIssueOf(ofDetail(many), { ...v3, version: '2' }).fields;
    expect((description as string).length).toBeLessThanOrEqual(32_000);
    const [, leftOut] = /(\d+) more figures: see the recommendation/.exec(description as string) ?? [];
    expect(Number(leftOut)).toBeGreaterThan(36);
  });
});

describe('githubIssueOf', () => {
  it('gives the steps as a checklist and every figure with its source', () => {
    const implementation = {
      effort: 'weeks' as const,
      steps: ['Reserve', 'Deploy'],
      prerequisites: ['A quota'],
    };
    const issue = githubIssueOf(ofDetail(detailOf({ implementation })));
    expect(issue.body).toContain('### Steps\n\n- [ ] Reserve\n- [ ] Deploy');
    expect(issue.body).toMatch(/- \*\*Rent of the machines\*\*: .*1,840.*Price list \(2026-08-21/);
    expect(issue.body).toContain('`https://example.org/prices`');
  });

  it('notifies nobody, refers to no issue, and shows no markup of others', () => {
    const text = githubText(EVIL);
    expect(text).not.toMatch(/@\w|#\d|GH-\d|(?<!\\)[<>[\]*]|:\/\//);
    expect(text).toContain('\\<img src=x onerror=alert(1)\\>');
    expect(githubText('1. x')).toBe('1\\. x');
    expect(githubText('- x')).toBe('\\- x');
  });

  it.each([
    ['proposed', 'nobody has accepted it yet'],
    ['rejected', 'it was decided not to do this'],
    ['done', 'done'],
  ] as const)('says first that it is %s', (status, words) => {
    const { body, labels } = githubIssueOf(ofDetail(detailOf({}, { status })));
    expect(body.split('\n')[0]).toContain(words);
    expect(labels).toContain(`infra-mind-${status}`);
  });

  it('names the approval, and says where it was of something else', () => {
    const approval = { id: 'ap1', endedAt: new Date('2026-11-03T00:00:00Z'), contentHash: 'a'.repeat(64) };
    const lineOf = (isStale: boolean) =>
      githubIssueOf(ofDetail(detailOf(), { approval, isStale } as ReadApproval)).body.split('\n')[0];
    expect(lineOf(false)).toContain('Approval ap1 approved this content on 2026-11-03');
    expect(lineOf(true)).toContain('approved an earlier content, not this one');
  });
});

describe('shortened', () => {
  it('never cuts a character in half', () => {
    expect(shortened('ab😀cd', 4)).toBe('ab…');
    expect(shortened('abcd', 4)).toBe('abcd');
  });
});
