import type { ControlFact } from './compliance-facts';
import { gradeControl, GRADES, gradeRequirement, type Grade } from './evidence-grade';

const AS_OF = '2026-11-20';
const IN_FORCE = { artefact: 'Key policy v3', effectiveDate: '2026-01-20' };

function said(over: Partial<ControlFact> = {}): ControlFact {
  return { id: 'audit-logging', status: 'implemented', answer: 'input:/controls/0', evidence: [], ...over };
}

function gradeOf(...facts: ControlFact[]): Grade {
  return gradeControl('audit-logging', facts, AS_OF).grade;
}

describe('gradeControl', () => {
  it.each([
    ['absent', 'failed'],
    ['no', 'failed'],
    ['planned', 'failed'],
    ['partial', 'partial'],
  ] as const)('does not pass a control that is %s, whatever evidence is named', (status, grade) => {
    expect(gradeOf(said({ status, evidence: [IN_FORCE] }))).toBe(grade);
  });

  it('fails a status that it does not know', () => {
    expect(gradeOf(said({ status: 'yes, mostly' as ControlFact['status'], evidence: [IN_FORCE] }))).toBe(
      'failed',
    );
  });

  it.each([
    ['expired the day before', { ...IN_FORCE, expiryDate: '2026-11-19' }],
    ['in effect from tomorrow', { ...IN_FORCE, effectiveDate: '2026-11-21' }],
    ['without a date', { ...IN_FORCE, effectiveDate: '' }],
    ['dated in words', { ...IN_FORCE, effectiveDate: '01 of January' }],
    ['of a blank artefact', { ...IN_FORCE, artefact: ' - ' }],
    ['of an invisible artefact', { ...IN_FORCE, artefact: '\u3164\u200b\u2060\u3164' }],
    ['without any date', { artefact: 'Key policy v3' } as unknown as typeof IN_FORCE],
    ['of a day that is not', { ...IN_FORCE, effectiveDate: '2026-02-30' }],
    ['with an expiry in another notation', { ...IN_FORCE, expiryDate: '31/12/2020' }],
    ['that expires before it begins', { ...IN_FORCE, effectiveDate: '2026-06-01', expiryDate: '2026-05-01' }],
  ])('takes evidence %s for none', (_what, evidence) => {
    expect(gradeOf(said({ evidence: [evidence] }))).toBe('claimed');
  });

  it.each([
    'none',
    'N/A',
    'We have none of: encryption, audit logs, access reviews',
    'There is no audit log',
    'Audit logging isn’t done yet',
    'ISO 27001 certificate: not yet',
    'Encryption at rest: TBD',
    'keine Protokollierung',
    'Penetration test report: pending',
    'ＮＯＮＥ of this',
    'no\u00adne, really',
    'n\u200bo\u200bne at all',
    'n\u043ene of it',
    'not\nyet',
  ])('takes a text that denies for no record: %s', (artefact) => {
    const { grade, why } = gradeControl(
      'audit-logging',
      [said({ evidence: [{ artefact, effectiveDate: '2026-01-01' }] })],
      AS_OF,
    );
    expect(grade).toBe('claimed');
    expect(why).toMatch(/names no record|something is missing|mixes alphabets/);
  });

  it.each([
    'Policy No. 7 on logging',
    'Notice of logging 2026',
    'Knotwork Ltd audit report',
    'Do Not Sell notice of the site',
    'Right to be forgotten: procedure',
    'Overdraft policy',
    'Zero trust design review',
    'List of revoked accounts',
    'Регламент журналирования',
    'Politique de journalisation',
    'Lokikirjausohje v2',
    'Polityka rejestrowania zdarzeń',
    'Informe de auditoría',
    'DPIA 2026-01',
    'risk-register.xlsx',
    'SANS incident handling checklist',
    'SIN redaction test',
    '情報セキュリティ方針',
    'Certificate of the data centre',
  ])('takes %s for a record', (artefact) => {
    expect(gradeOf(said({ evidence: [{ artefact, effectiveDate: '2026-01-01' }] }))).toBe('passed');
  });

  it.each(['Draft policy', 'Audit report, to be signed', 'Prüfbericht noch in Arbeit', 'work in progress'])(
    'takes what is not finished for no record: %s',
    (artefact) => {
      const evidence = [{ artefact, effectiveDate: '2026-01-01' }];
      const { grade, why } = gradeControl('audit-logging', [said({ evidence })], AS_OF);
      expect([grade, why]).toEqual([
        'claimed',
        'its evidence says that it is not finished: only a finished record counts',
      ]);
    },
  );

  it.each([
    ...['asiakirja', 'todistus', 'dokument', 'документ', 'informe', 'preuve', 'Policy', 'да', 'kyllä'],
    ...['see above', 'Policy document', 'yes, implemented', 'attached file', 'DPIA'],
  ])('takes what fits every record for none: %s', (artefact) => {
    const evidence = [{ artefact, effectiveDate: '2026-01-01' }];
    const { grade, why } = gradeControl('audit-logging', [said({ evidence })], AS_OF);
    expect(grade).toBe('claimed');
    expect(why).toMatch(/which record it is|names no record/);
  });

  it.each([
    ...['ei vielä tehty', 'raportti puuttuu', 'nie ma raportu', 'brak dokumentu', 'отчёт отсутствует'],
    ...['нет журнала', 'sin evidencia de auditoría', 'preuve manquante', 'sem registo de auditoria'],
    ...['luonnos ohjeesta', 'raport w trakcie', 'черновик регламента', 'informe pendiente'],
    ...['rapport en cours', 'Prüfung ausstehend', 'rapport saknas'],
  ])('takes a denial or a draft in another language for no record: %s', (artefact) => {
    const evidence = [{ artefact, effectiveDate: '2026-01-01' }];
    const { grade, why } = gradeControl('audit-logging', [said({ evidence })], AS_OF);
    expect([grade, why]).toEqual(['claimed', expect.stringMatching(/missing|not finished/)]);
  });

  it('counts evidence on its first and on its last day', () => {
    const gradeWith = (over: object) => gradeOf(said({ evidence: [{ ...IN_FORCE, ...over }] }));
    expect(gradeWith({ effectiveDate: AS_OF })).toBe('passed');
    expect(gradeWith({ expiryDate: AS_OF })).toBe('passed');
  });

  it('lets the lowest of contradicting answers stand, and names them', () => {
    const yes = said({ evidence: [IN_FORCE] });
    const no = said({ id: 'auditLogging', status: 'absent', answer: 'input:/controls/4' });
    const graded = gradeControl('audit-logging', [yes, no], AS_OF);
    expect(graded).toEqual(gradeControl('audit-logging', [no, yes], AS_OF));
    expect(graded).toMatchObject({ grade: 'failed', answer: 'input:/controls/4' });
    expect(graded.contradiction).toContain('absent, implemented');
  });

  it('names evidence that contradicts its owner’s no', () => {
    const graded = gradeControl('audit-logging', [said({ status: 'absent', evidence: [IN_FORCE] })], AS_OF);
    expect(graded.contradiction).toContain('names evidence in force');
  });

  it('says of several faults the one that is nearest to counting', () => {
    const expired = { ...IN_FORCE, expiryDate: '2026-06-30' };
    const future = { ...IN_FORCE, effectiveDate: '2027-01-01' };
    const unnamed = { ...IN_FORCE, artefact: 'none' };
    const whyOf = (...evidence: Array<typeof IN_FORCE>) =>
      gradeControl('audit-logging', [said({ evidence })], AS_OF).why;
    expect(whyOf(unnamed, future, expired)).toBe('its evidence expired on 2026-06-30');
    expect(whyOf(unnamed, future)).toContain('only after the date');
    expect(whyOf(unnamed)).toContain('something is missing');
    expect(whyOf()).toContain('without evidence');
  });

  it('counts one good piece of evidence among bad ones', () => {
    const bad = { artefact: 'none', effectiveDate: '2026-01-01' };
    expect(gradeOf(said({ evidence: [bad, IN_FORCE] }))).toBe('passed');
  });
});

describe('gradeRequirement', () => {
  it('passes only where all controls pass', () => {
    for (const one of GRADES) {
      for (const other of GRADES) {
        const grade = gradeRequirement([{ grade: one }, { grade: other }]);
        expect(grade === 'passed').toBe(one === 'passed' && other === 'passed');
      }
    }
    expect(gradeRequirement([])).toBe('not-evaluable');
  });
});
