import { loadCatalog } from '@app/catalog';
import { classifyAiAct } from './ai-act-class';
import { assessCompliance } from './assess-compliance';
import type { ComplianceFacts } from './compliance-facts';

const catalog = loadCatalog();
const act = catalog.framework('eu-ai-act');

function classified(said: {
  readonly kind?: string;
  readonly declared?: readonly string[];
  readonly denied?: readonly string[];
}) {
  const each = (list: readonly string[] | undefined, name: string) =>
    (list ?? []).map((value, index) => ({ value, answer: `input:/${name}/${index}` }));
  const facts: ComplianceFacts = {
    regions: { value: ['DE'], answer: 'input:/organisation/regions' },
    workloads: [{ id: 'w1', kind: { value: said.kind ?? 'rag', answer: 'input:/workloads/0/kind' } }],
    declarations: each(said.declared, 'declarations'),
    denials: each(said.denied, 'denials'),
    obligations: [],
    controls: [],
  };
  const { riskClass, atLeast, reasons } = classifyAiAct(assessCompliance(facts, catalog, '2026-11-20'), act);
  return { riskClass, atLeast, why: reasons[0] };
}

describe('the class under the EU AI Act', () => {
  const high = 'high_risk_ai';
  const people = ['interacts_with_people', 'biometric_ai'];

  it('is minimal only where duties of transparency are ruled out as well', () => {
    expect(classified({ kind: 'classic-ml', denied: [high, ...people] })).toMatchObject({
      riskClass: 'minimal',
    });
    expect(classified({ kind: 'classic-ml', denied: [high] })).toMatchObject({
      ...{ riskClass: 'undetermined', atLeast: 'minimal' },
      why: expect.stringContaining('transparency') as string,
    });
    expect(classified({ kind: 'batch-inference', denied: [high, ...people] })).toMatchObject({
      ...{ riskClass: 'undetermined', atLeast: 'minimal' },
    });
  });

  it.each(['employment_ai', 'biometric_ai'])(
    'is not settled by a denial beside %s, which points at high risk',
    (use) => {
      expect(classified({ declared: [use], denied: [high] })).toMatchObject({
        ...{ riskClass: 'undetermined', atLeast: 'limited' },
        why: expect.stringContaining('Art. 6(3)') as string,
      });
      expect(classified({ declared: [use, high] }).riskClass).toBe('high');
    },
  );

  it('is limited where content is generated and high risk is denied', () => {
    expect(classified({ denied: [high] })).toMatchObject({ riskClass: 'limited', atLeast: 'limited' });
    const publicBody = { declared: ['public_body_or_credit'], denied: [high] };
    expect(classified(publicBody).riskClass).toBe('limited');
  });
});

describe('a denial beside an obligation', () => {
  it('is told, and does not outrank it', () => {
    const facts: ComplianceFacts = {
      workloads: [],
      declarations: [],
      denials: [{ value: 'isms_scope', answer: 'input:/denials/0' }],
      obligations: [{ value: 'iso27001', answer: 'input:/obligations/0' }],
      controls: [],
    };
    const { triggers } = assessCompliance(facts, catalog, '2026-11-20');
    expect(triggers.find(({ id }) => id === 'isms_scope')).toMatchObject({
      state: 'raised',
      why: expect.stringMatching(/although it is declared not to be so$/) as string,
      answers: ['input:/obligations/0', 'input:/denials/0'],
    });
  });
});
