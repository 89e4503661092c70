import { loadCatalog } from '@app/catalog';
import { AppError } from '@app/kernel';
import { assessCompliance } from './assess-compliance';
import type { ComplianceFacts, ControlFact } from './compliance-facts';
import type { FrameworkResult } from './compliance-result';
import { coverageMatrix } from './coverage-matrix';
import { isUnverifiedDate } from './unverified-dates';

const AS_OF = '2026-11-20';

function facts(over: Partial<ComplianceFacts> = {}): ComplianceFacts {
  return {
    regions: { value: ['DE'], answer: 'input:/organisation/regions' },
    industry: { value: 'retail', answer: 'input:/organisation/industry' },
    workloads: [
      {
        id: 'chat',
        kind: { value: 'rag', answer: 'input:/workloads/0/kind' },
        dataClasses: { value: ['personal'], answer: 'input:/workloads/0/dataClasses' },
        residency: { value: ['EU'], answer: 'input:/workloads/0/residency' },
        thirdPartyModel: 'input:/workloads/0/model',
      },
    ],
    declarations: [],
    obligations: [],
    controls: [],
    ...over,
  };
}

function control(id: string, over: Partial<ControlFact> = {}): ControlFact {
  return { id, status: 'implemented', answer: 'input:/controls/0', evidence: [], ...over };
}

function frameworkOf(id: string, input: ComplianceFacts, asOf = AS_OF): FrameworkResult {
  const found = assessCompliance(input, loadCatalog(), asOf).frameworks.find((entry) => entry.id === id);
  if (!found) throw new Error(`no framework ${id}`);
  return found;
}

function gradeOf(framework: FrameworkResult, ref: string): string | null | undefined {
  return framework.requirements.find((entry) => entry.ref === ref)?.grade;
}

describe('assessCompliance', () => {
  it('derives GDPR from personal data and a region in the EEA, and names the answers', () => {
    const result = assessCompliance(facts(), loadCatalog(), AS_OF);
    const trigger = result.triggers.find((entry) => entry.id === 'personal_data_eu');
    expect(trigger?.state).toBe('raised');
    expect(trigger?.answers).toEqual([
      'input:/workloads/0/dataClasses',
      'input:/organisation/regions',
      'input:/workloads/0/residency',
    ]);
    expect(result.frameworks.find((entry) => entry.id === 'gdpr')?.state).toBe('applies');
    expect(result.frameworks.find((entry) => entry.id === 'hipaa-security')?.state).toBe('does-not-apply');
  });

  it('leaves a framework undetermined where the answers it hangs on are missing', () => {
    const silent = facts({
      regions: undefined,
      industry: undefined,
      workloads: [{ id: 'w1', kind: { value: 'llm-serving', answer: 'input:/workloads/0/kind' } }],
    });
    expect(frameworkOf('gdpr', silent).state).toBe('undetermined');
    expect(frameworkOf('hipaa-security', silent).state).toBe('undetermined');
    expect(frameworkOf('gdpr', silent).figures.coverage.value).toBeNull();
  });

  it('does not read an industry into words that contain its name', () => {
    const foodBank = facts({ industry: { value: 'food bank', answer: 'input:/organisation/industry' } });
    expect(frameworkOf('dora', foodBank).state).toBe('undetermined');
    const { triggers } = assessCompliance(foodBank, loadCatalog(), AS_OF);
    const entity = triggers.find((entry) => entry.id === 'eu_financial_entity');
    expect(entity?.openUntil).toBe('declaration');
    const bank = facts({ industry: { value: 'Banking', answer: 'input:/organisation/industry' } });
    expect(frameworkOf('dora', bank).state).toBe('applies');
  });

  it('takes an obligation as the trigger of its framework', () => {
    const stated = facts({ obligations: [{ value: 'soc2', answer: 'input:/obligations/0' }] });
    const soc2 = frameworkOf('soc2', stated);
    expect(soc2.state).toBe('applies');
    // 61 criteria, of which 33 are common to all and 28 hang on further categories that nobody declared.
    expect(soc2.figures.applicable.value).toBe(33);
    expect(soc2.figures.undetermined.value).toBe(28);
  });

  it('keeps requirements with a later date apart until that date', () => {
    const declarations = ['high_risk_ai', 'ai_provider'].map((value, index) => ({
      value,
      answer: `input:/declarations/${index}`,
    }));
    const input = facts({ declarations });
    const before = frameworkOf('eu-ai-act', input, '2026-11-20');
    const article9 = before.requirements.find((entry) => entry.ref === 'Art. 9');
    expect(article9?.applicability).toBe('later');
    expect(article9?.appliesFrom).toBe('2027-12-02');
    expect(before.nextApplicationDate).toBe('2027-12-02');
    const after = frameworkOf('eu-ai-act', input, '2027-12-02');
    expect(after.requirements.find((entry) => entry.ref === 'Art. 9')?.applicability).toBe('applicable');
  });

  it('says of a framework that is not in force yet that it applies later', () => {
    expect(frameworkOf('gdpr', facts(), '2018-05-24').state).toBe('applies-later');
    expect(frameworkOf('gdpr', facts(), '2018-05-25').state).toBe('applies');
  });

  it('asks for all triggers of a requirement, but for one of two alternatives', () => {
    const automated = facts({
      declarations: [{ value: 'automated_decision', answer: 'input:/declarations/0' }],
    });
    const gdpr = frameworkOf('gdpr', automated);
    const state = (ref: string) => gdpr.requirements.find((entry) => entry.ref === ref)?.applicability;
    expect(state('Art. 35')).toBe('applicable');
    expect(state('Art. 36')).toBe('undetermined');
    expect(state('Art. 8')).toBe('not-applicable');
  });

  it('asks for a representative in the EU only of those who may be outside it', () => {
    const of = (...regions: string[]) =>
      frameworkOf(
        'gdpr',
        facts({ regions: { value: regions, answer: 'input:/organisation/regions' } }),
      ).requirements.find((entry) => entry.ref === 'Art. 27')?.applicability;
    expect(of('DE', 'FR')).toBe('not-applicable');
    // A region may be a market or a seat: of both kinds it is a question, of those outside alone it binds.
    expect(of('DE', 'US')).toBe('undetermined');
    expect(of('US')).toBe('applicable');
  });

  it('passes a requirement on dated, unexpired evidence only', () => {
    const evidence = [{ artefact: 'procedure 7', effectiveDate: '2026-01-01', expiryDate: '2026-11-20' }];
    const grade = (over: Partial<ControlFact>, asOf = AS_OF) =>
      gradeOf(frameworkOf('gdpr', facts({ controls: [control('dsrWorkflow', over)] }), asOf), 'Art. 15');
    expect(grade({ evidence })).toBe('passed');
    expect(grade({ evidence }, '2026-11-21')).toBe('claimed');
    expect(grade({ evidence: [{ artefact: 'plan 7', effectiveDate: '2027-01-01' }] })).toBe('claimed');
    expect(grade({})).toBe('claimed');
    expect(grade({ status: 'partial', evidence })).toBe('partial');
    expect(grade({ status: 'planned', evidence })).toBe('failed');
    expect(gradeOf(frameworkOf('gdpr', facts()), 'Art. 15')).toBe('not-evaluable');
  });

  it('needs every control of a requirement', () => {
    const evidence = [{ artefact: 'register 7', effectiveDate: '2026-01-01' }];
    const one = facts({ controls: [control('accountableOwner', { evidence })] });
    expect(gradeOf(frameworkOf('gdpr', one), 'Art. 24')).toBe('not-evaluable');
    const gap = facts({
      controls: [control('accountableOwner', { evidence }), control('policies', { status: 'absent' })],
    });
    expect(gradeOf(frameworkOf('gdpr', gap), 'Art. 24')).toBe('partial');
  });

  it('counts the requirements that hang on a gap across frameworks', () => {
    const input = facts({
      obligations: [{ value: 'iso27001', answer: 'input:/obligations/0' }],
      controls: [control('accessReviews', { status: 'absent' })],
    });
    const { gaps, frameworks } = assessCompliance(input, loadCatalog(), AS_OF);
    const gap = gaps.find((entry) => entry.control === 'access-reviews');
    const expected = frameworks
      .filter((framework) => framework.state === 'applies')
      .flatMap((framework) => framework.requirements)
      .filter((duty) => duty.applicability === 'applicable')
      .filter((duty) => duty.controls.some((entry) => entry.id === 'access-reviews')).length;
    expect(gap?.requirementCount.value).toBe(expected);
    expect(gap?.frameworks).toContain('iso27001');
    expect(frameworks.find((framework) => framework.id === 'nist-ai-rmf')?.state).toBe('voluntary');
    expect(gaps.every((entry) => !entry.frameworks.includes('nist-ai-rmf'))).toBe(true);
  });

  it('adds up: applicable is passed, partial, claimed, failed and without an answer', () => {
    const input = facts({
      controls: [control('dsrWorkflow'), control('encryptionAtRest', { status: 'absent' })],
    });
    for (const { figures } of assessCompliance(input, loadCatalog(), AS_OF).frameworks) {
      const parts = [figures.passed, figures.partial, figures.claimed, figures.failed, figures.notEvaluable];
      expect(parts.reduce((sum, entry) => sum + (entry.value ?? 0), 0)).toBe(figures.applicable.value);
    }
  });

  it('refuses unknown ids and names the nearest', () => {
    const wrong = facts({
      obligations: [{ value: 'gpdr', answer: 'input:/obligations/0' }],
      controls: [control('encryptionAtRestt', { answer: 'input:/controls/0' })],
    });
    const attempt = () => assessCompliance(wrong, loadCatalog(), AS_OF);
    expect(attempt).toThrow(AppError);
    expect(attempt).toThrow(/"gpdr"; nearest: gdpr/);
  });
});

describe('a framework of one’s own', () => {
  it('may be called like anything, and is graded by its own properties', () => {
    const [gdpr] = loadCatalog().frameworks;
    if (!gdpr) throw new Error('no framework');
    const requirement = {
      ...{ ref: 'name', title: 'House rule', theme: 'house', evidence: 'A record' },
      ...{ properties: ['mfa', 'houseRule'], triggers: ['any_ai'] },
    };
    const own = ['constructor', 'to-string'].map((id) => ({ ...gdpr, id, requirements: [requirement] }));
    const catalog = {
      ...loadCatalog(),
      frameworks: own,
      triggerDefinitions: loadCatalog().triggerDefinitions,
    };
    const result = assessCompliance(facts(), catalog, AS_OF);
    expect(
      result.frameworks.map(({ requirements }) => requirements[0]?.controls.map(({ id }) => id)),
    ).toEqual([
      ['multi-factor-authentication', 'houseRule'],
      ['multi-factor-authentication', 'houseRule'],
    ]);
    expect(coverageMatrix(result).rows[0]?.cells['constructor']).toEqual(['name']);
    expect(isUnverifiedDate('constructor', null, AS_OF)).toBe(false);
  });
});
