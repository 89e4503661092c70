import { agentName, joinNames } from './agent-name';

describe('agentName', () => {
  it('writes ids as people would', () => {
    expect(agentName('cto')).toBe('CTO');
    expect(agentName('mlops')).toBe('MLOps');
    expect(agentName('ai-consultant')).toBe('AI consultant');
    expect(agentName('web-research')).toBe('Web research');
  });

  it('joins names with commas and an and', () => {
    expect(joinNames([])).toBe('');
    expect(joinNames(['A'])).toBe('A');
    expect(joinNames(['A', 'B', 'C'])).toBe('A, B and C');
  });
});
