import { loadCatalog } from '@app/catalog';
import { assessCompliance } from './assess-compliance';
import type { ComplianceFacts, ControlFact } from './compliance-facts';
import { CONTROLS } from './control-library';
import { gradeRequirement } from './evidence-grade';

const AS_OF = '2026-11-20';
const catalog = loadCatalog();
const NONE_TEXT =
  'We have none of: encryption, audit logs, access reviews, MFA, backups, incident response, DPIA, penetration tests';

/** A small seeded generator: the same draws in every run of the spec. */
function draws(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

function facts(over: Partial<ComplianceFacts> = {}): ComplianceFacts {
  return {
    regions: { value: ['DE', 'US-CA'], answer: 'input:/organisation/regions' },
    industry: { value: 'banking', answer: 'input:/organisation/industry' },
    workloads: [
      {
        id: 'chat',
        kind: { value: 'rag', answer: 'input:/workloads/0/kind' },
        dataClasses: { value: ['personal', 'payment-card'], answer: 'input:/workloads/0/dataClasses' },
      },
    ],
    declarations: [],
    obligations: catalog.frameworks.map(({ id }, index) => ({
      value: id,
      answer: `input:/obligations/${index}`,
    })),
    controls: [],
    ...over,
  };
}

function passesOf(input: ComplianceFacts): number {
  return assessCompliance(input, catalog, AS_OF).frameworks.reduce(
    (sum, framework) => sum + framework.requirements.filter((duty) => duty.grade === 'passed').length,
    0,
  );
}

describe('words', () => {
  it('pass nothing where every text says that there is none', () => {
    const controls = CONTROLS.map(({ id }, index): ControlFact => ({
      id,
      status: 'implemented',
      answer: `input:/controls/${index}`,
      evidence: [{ artefact: NONE_TEXT, effectiveDate: '2026-01-01' }],
    }));
    expect(passesOf(facts({ controls }))).toBe(0);
    const industry = { value: NONE_TEXT, answer: 'input:/organisation/industry' };
    expect(passesOf(facts({ industry }))).toBe(0);
    // The same with a record in place of the denial passes: what is counted can be more than none.
    const recorded = controls.map((control) => ({
      ...control,
      evidence: [{ artefact: 'Audit report 2026', effectiveDate: '2026-01-01' }],
    }));
    expect(passesOf(facts({ controls: recorded }))).toBeGreaterThan(400);
  });

  it.each(['absent', 'no', 'planned'] as const)('fail where the status is %s', (status) => {
    const controls = CONTROLS.map(({ id }, index): ControlFact => ({
      id,
      status,
      answer: `input:/controls/${index}`,
      evidence: [{ artefact: 'Encryption certificate', effectiveDate: '2026-01-01' }],
    }));
    const { frameworks } = assessCompliance(facts({ controls }), catalog, AS_OF);
    const grades = new Set(frameworks.flatMap(({ requirements }) => requirements.map((duty) => duty.grade)));
    expect([...grades].filter((grade) => grade !== null)).toEqual(['failed']);
  });
});

const RANK = { failed: 0, 'not-evaluable': 1, claimed: 2, partial: 3, passed: 4 } as const;
const STATUSES = ['implemented', 'partial', 'planned', 'absent'] as const;

describe('evidence', () => {
  function someControls(next: () => number): ControlFact[] {
    return CONTROLS.filter(() => next() < 0.7).map(({ id, property }, index) => ({
      id: property !== null && next() < 0.5 ? property : id,
      status: STATUSES[Math.floor(next() * 6)] ?? 'implemented',
      answer: `input:/controls/${index}`,
      evidence:
        next() < 0.4
          ? [{ artefact: 'Record 7', effectiveDate: next() < 0.5 ? '2026-01-01' : '2027-01-01' }]
          : [],
    }));
  }

  it('never lowers a grade by being more', () => {
    const next = draws(7);
    for (let round = 0; round < 12; round++) {
      const before = someControls(next);
      const after = before.map((control) => {
        if (next() < 0.5) return control;
        const expiryDate = next() < 0.3 ? '2026-06-30' : undefined;
        const artefact = next() < 0.2 ? 'none yet' : 'Further record';
        const more = { artefact, effectiveDate: '2026-02-01', ...(expiryDate ? { expiryDate } : {}) };
        return { ...control, evidence: [...control.evidence, more] };
      });
      const graded = [before, after].map((controls) => gradesOf(facts({ controls })));
      let raised = 0;
      for (const [key, grade] of graded[0] ?? []) {
        const then = graded[1]?.get(key);
        expect([key, RANK[then ?? 'failed'] >= RANK[grade]]).toEqual([key, true]);
        if (then !== grade) raised++;
      }
      expect(raised).toBeGreaterThan(0);
    }
  });

  it('gives the same whatever the order in which it is told', () => {
    const next = draws(11);
    const controls = someControls(next);
    const shuffled = controls
      .map((control) => ({ control, at: next() }))
      .sort((a, b) => a.at - b.at)
      .map(({ control }) => ({ ...control, evidence: [...control.evidence].reverse() }));
    const input = facts({ controls });
    const turned = facts({ controls: shuffled, obligations: [...input.obligations].reverse() });
    const [one, other] = [input, turned].map((entry) => assessCompliance(entry, catalog, AS_OF));
    expect(gradesOf(turned)).toEqual(gradesOf(input));
    expect(other?.gaps.map(({ control, grade, why }) => [control, grade, why])).toEqual(
      one?.gaps.map(({ control, grade, why }) => [control, grade, why]),
    );
  });

  function gradesOf(input: ComplianceFacts): Map<string, keyof typeof RANK> {
    const { frameworks } = assessCompliance(input, catalog, AS_OF);
    const duties = frameworks.flatMap(({ requirements }) => requirements);
    return new Map(duties.map((duty) => [duty.key, gradeRequirement(duty.controls)]));
  }
});
