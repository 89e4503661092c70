import type { ControlFact } from './compliance-facts';
import { CONTROLS } from './control-library';
import { gradeControl } from './evidence-grade';
import { gapEffort, gapRisk } from './gap-ranking';

const AS_OF = '2026-11-20';
const EXPIRED = [{ artefact: 'Record 7', effectiveDate: '2025-07-01', expiryDate: '2026-07-01' }];

function gradeOf(id: string, status: ControlFact['status'], evidence: ControlFact['evidence']) {
  return gradeControl(id, [{ id, status, answer: 'input:/controls/0', evidence }], AS_OF).grade;
}

/** Risk points of a control that is absent, in part and implemented, with the same evidence. */
function pointsOf(id: string, evidence: ControlFact['evidence']) {
  return (['absent', 'partial', 'implemented'] as const).map(
    (status) => gapRisk(id, gradeOf(id, status, evidence), []).value,
  );
}

describe('the risk of what is claimed', () => {
  it('is that of a control in part where the control is a record, expired or not named', () => {
    expect(pointsOf('risk-assessment', EXPIRED)).toEqual([16, 8, 8]);
    expect(pointsOf('risk-assessment', [])).toEqual([16, 8, 8]);
    expect(pointsOf('processing-agreement', [])).toEqual([20, 10, 10]);
    expect(gapEffort('risk-assessment', 'claimed', []).low).toBe(0.25);
    expect(gapEffort('risk-assessment', 'claimed', []).value).toBe(
      gapEffort('risk-assessment', 'partial', []).value,
    );
  });

  it('is the least where the control works by itself', () => {
    expect(pointsOf('encryption-in-transit', EXPIRED)).toEqual([20, 10, 5]);
    expect(gapEffort('encryption-in-transit', 'claimed', [])).toMatchObject({ value: 1, high: 3 });
  });

  it('never grows with a better answer or with more evidence', () => {
    const inForce = [...EXPIRED, { artefact: 'Record 8', effectiveDate: '2026-07-01' }];
    for (const { id } of CONTROLS) {
      const points = [...pointsOf(id, EXPIRED), gapRisk(id, gradeOf(id, 'implemented', inForce), []).value];
      expect([id, points]).toEqual([id, [...points].sort((a, b) => (b ?? 0) - (a ?? 0))]);
      expect(points.at(-1)).toBe(0);
    }
  });
});
