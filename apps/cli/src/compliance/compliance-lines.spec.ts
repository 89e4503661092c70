import { Paint } from '../terminal/paint';
import { complianceLines } from './compliance-lines';
import { runComplianceSchema } from './run-compliance';

const figure = (id: string, value: number | null, low?: number, high?: number, unit = '1') => ({
  id,
  value,
  unit,
  low,
  high,
});

function aView(over: object = {}) {
  return runComplianceSchema.parse({
    id: 'r1',
    status: 'succeeded',
    summary: '[[n]] framework applies: GDPR.',
    frameworks: [{ framework: 'GDPR', state: 'applies', passed: '[[p]]', applicable: '[[a]]' }],
    controls: [
      { control: 'Backups', inScope: 'yes', state: 'evidenced' },
      { control: 'Erasure workflow', inScope: 'yes', state: 'not in place' },
      { control: 'Exit plan', inScope: 'no', state: 'without an answer' },
    ],
    gaps: [{ control: 'Erasure workflow', state: 'not in place', effort: '[[e]]', riskPoints: '[[u]]' }],
    roadmap: [{ stage: 'Close first', controls: 'Erasure workflow', effort: '[[e]]' }],
    figures: [
      figure('n', 1),
      figure('p', 8),
      figure('a', 30),
      figure('e', 10, 4, 20, 'person-days'),
      figure('u', null),
    ],
    ...over,
  });
}

describe('complianceLines', () => {
  it('says frameworks, gaps, roadmap and scope with their figures', () => {
    const text = complianceLines(aView(), new Paint(false), 200).join('\n');
    expect(text).toContain('1 framework applies: GDPR.');
    expect(text).toContain('8 of 30 shown to be met');
    expect(text).toContain('unknown risk points, 10 person-days (4 to 20)');
    expect(text).toContain('Close first: 10 person-days (4 to 20)');
    expect(text).toContain('2 of 3 in scope: 1 evidenced, 1 not in place');
    expect(text).not.toContain('[[');
  });

  it('says that there is no result yet', () => {
    const lines = complianceLines(aView({ summary: null, status: 'running' }), new Paint(false), 80);
    expect(lines).toEqual(['The compliance agent has no result: it is running.']);
  });

  it('shows no text that a terminal would obey', () => {
    const hostile = aView({ summary: 'x\u001b[2Jy' });
    expect(complianceLines(hostile, new Paint(false), 80)[0]).not.toContain('\u001b');
  });
});
