import { loadCatalog } from '@app/catalog';
import { ADEQUACY_DECISIONS } from './adequacy';
import { classifyAiAct } from './ai-act-class';
import { assessCompliance } from './assess-compliance';
import type { ComplianceFacts, ControlFact } from './compliance-facts';
import { complianceRoadmap } from './compliance-roadmap';
import { CONTROLS, findControl } from './control-library';
import { coverageMatrix } from './coverage-matrix';
import { isInEea } from './jurisdiction';
import { statementOfApplicability } from './statement-of-applicability';
import { analyseTransfers } from './transfer-analysis';

const AS_OF = '2026-11-20';
const catalog = loadCatalog();

function facts(over: Partial<ComplianceFacts> = {}): ComplianceFacts {
  return {
    regions: { value: ['DE'], answer: 'input:/organisation/regions' },
    workloads: [
      {
        id: 'chat',
        kind: { value: 'rag', answer: 'input:/workloads/0/kind' },
        dataClasses: { value: ['personal'], answer: 'input:/workloads/0/dataClasses' },
        residency: { value: ['EU'], answer: 'input:/workloads/0/residency' },
      },
    ],
    declarations: [],
    obligations: [],
    controls: [],
    ...over,
  };
}

function control(id: string, over: Partial<ControlFact> = {}): ControlFact {
  const evidence = [{ artefact: 'Record 7', effectiveDate: '2026-01-01' }];
  return { id, status: 'implemented', answer: 'input:/controls/0', evidence, ...over };
}

function stated(value: string): { value: string; answer: string } {
  return { value, answer: 'input:/declarations/0' };
}

describe('gaps', () => {
  it('come by risk, then by effort, each with its arithmetic', () => {
    const controls = [
      control('processing-agreement', { status: 'absent' }),
      control('breach-notification', { status: 'absent' }),
      control('erasure', { status: 'partial' }),
      control('records-of-processing', { evidence: [] }),
    ];
    const { gaps } = assessCompliance(facts({ controls }), catalog, AS_OF);
    const of = (id: string) => gaps.find((gap) => gap.control === id);
    // 5 x 4, 5 x 4, 4 x 2, and 3 x 2 for a record that nobody can show.
    expect(of('processing-agreement')?.risk.value).toBe(20);
    expect(of('breach-notification')?.risk.value).toBe(20);
    expect(of('erasure')?.risk.value).toBe(8);
    expect(of('records-of-processing')?.risk.value).toBe(6);
    expect(gaps.slice(0, 2).map((gap) => gap.control)).toEqual([
      'breach-notification',
      'processing-agreement',
    ]);
    // Half of ten days, a quarter of four, three quarters of twenty.
    expect(of('erasure')?.effort).toMatchObject({ value: 5, low: 1, high: 15 });
    // To name a record that is in force, or to do half of six days again.
    expect(of('records-of-processing')?.effort).toMatchObject({ value: 3, low: 0.25 });
    const risks = gaps.map((gap) => gap.risk.value ?? -1);
    expect(risks).toEqual([...risks].sort((a, b) => b - a));
  });
});

describe('open triggers', () => {
  it('count the requirements that one answer alone would settle', () => {
    const { openTriggers, frameworks } = assessCompliance(facts(), catalog, AS_OF);
    const waiting = (id: string) => openTriggers.find(({ trigger }) => trigger.id === id);
    const needing = (id: string) =>
      frameworks
        .flatMap(({ requirements }) => requirements)
        .filter(({ applicability, triggers }) => applicability === 'undetermined' && triggers.includes(id));
    // Art. 26(7) hangs on high-risk and on employment: neither answer alone settles it.
    expect(needing('employment_ai').length).toBeGreaterThan(0);
    expect(waiting('employment_ai')).toBeUndefined();
    expect(waiting('high_risk_ai')?.requirementCount.value).toBeGreaterThan(20);
    expect(waiting('high_risk_ai')?.requirements).not.toContain(needing('employment_ai')[0]?.key);
    // The role is asked for beside it: a high-risk system has duties for its provider and others for its deployer.
    const shared = waiting('high_risk_ai')?.requirements ?? [];
    expect(shared).toEqual(expect.arrayContaining(['eu-ai-act:Art. 9', 'eu-ai-act:Art. 26(1)']));
    expect(waiting('ai_provider')?.requirements).toContain('eu-ai-act:Art. 9');
    expect(waiting('ai_deployer')?.requirements).toContain('eu-ai-act:Art. 26(1)');
    const counts = openTriggers.map(({ requirements }) => requirements.length);
    expect(counts).toEqual([...counts].sort((a, b) => b - a));
  });
});

describe('statementOfApplicability', () => {
  it('has every control with a reason, and takes what is planned for no pass', () => {
    const result = assessCompliance(facts({ controls: [control('mfa')] }), catalog, AS_OF);
    const planned = [{ control: 'region-pinning', by: 'the recommended region' }];
    const lines = statementOfApplicability(result, planned);
    expect(lines.map((line) => line.control)).toEqual(CONTROLS.map((row) => row.id));
    const of = (id: string) => lines.find((line) => line.control === id);
    expect(of('data-subject-requests')).toMatchObject({
      inclusion: 'included',
      frameworks: ['gdpr'],
    });
    expect(of('region-pinning')).toMatchObject({ inclusion: 'excluded', grade: 'not-evaluable' });
    expect(of('region-pinning')?.planned).toBe('the recommended region');
    expect(of('multi-factor-authentication')?.grade).toBe('passed');
    const asked = [{ control: 'region-pinning', by: 'the stated residency' }];
    const pinned = statementOfApplicability(result, [], asked).find(
      (line) => line.control === 'region-pinning',
    );
    expect(pinned).toMatchObject({
      inclusion: 'included',
      justification: 'Asked for by the stated residency.',
    });
    const cards = lines.find((line) => line.inclusion === 'excluded' && !line.planned);
    expect(cards?.justification).toMatch(/^Nothing that names it binds: .+ \(.+\)\.$/);
    for (const line of lines) expect(line.justification).toMatch(/^[A-Z].+\.$/);
    // GDPR applies already: what is open is one of its requirements, not the law.
    expect(of('data-protection-officer')?.justification).toBe(
      'Open: needed by a requirement of EU General Data Protection Regulation that is still a question.',
    );
    expect(of('penetration-tests')?.justification).toMatch(/^Open: needed if .*Digital Operational/);
    for (const line of lines) expect(line.inclusion === 'included').toBe(line.requirements.length > 0);
  });
});

describe('coverageMatrix', () => {
  it('holds a requirement in one cell for each control that it needs', () => {
    const result = assessCompliance(facts({ obligations: [stated('iso27001')] }), catalog, AS_OF);
    const { frameworks, rows } = coverageMatrix(result);
    expect(frameworks.map(({ id }) => id)).toEqual(['gdpr', 'iso27001', 'eu-ai-act', 'nist-ai-rmf']);
    const links = result.frameworks
      .flatMap(({ requirements }) => requirements)
      .filter(({ applicability }) => applicability === 'applicable' || applicability === 'later')
      .reduce((sum, duty) => sum + duty.controls.length, 0);
    const cells = rows.flatMap((row) => Object.values(row.cells));
    expect(cells.reduce((sum, refs) => sum + refs.length, 0)).toBe(links);
    const incident = rows.find((row) => row.control === 'incident-response');
    expect(incident?.cells['gdpr']).toEqual(['Art. 33', 'Art. 34']);
    expect(Object.keys(incident?.cells ?? {}).length).toBeGreaterThanOrEqual(3);
  });
});

describe('complianceRoadmap', () => {
  it('holds every gap once, questions first and later duties by date', () => {
    const declarations = [stated('high_risk_ai'), stated('ai_provider')];
    const controls = [control('dpa', { status: 'absent' }), control('erasure', { evidence: [] })];
    const result = assessCompliance(facts({ declarations, controls }), catalog, AS_OF);
    const phases = complianceRoadmap(result);
    expect(phases.map(({ id }) => id)).toEqual(['answer', 'prove', 'first', 'before-2027-12-02']);
    const items = phases.flatMap((phase) => phase.items.map((gap) => gap.control)).sort();
    expect(items).toEqual([...result.gaps, ...result.upcomingGaps].map((gap) => gap.control).sort());
    expect(new Set(items).size).toBe(items.length);
    const first = phases.find(({ id }) => id === 'first');
    const days = findControl('processing-agreement')?.effortDays;
    expect(first?.effort).toMatchObject({ value: days?.likely, low: days?.low, high: days?.high });
    expect(phases.at(-1)?.before).toBe('2027-12-02');
  });
});

describe('analyseTransfers', () => {
  const places = [
    { workloadId: 'chat', what: 'aws, eu-central-1', region: 'eu-central-1' },
    { workloadId: 'chat', what: 'aws, us-east-1', region: 'us-east-1' },
    { workloadId: 'chat', what: 'the API of a provider', region: null },
  ];
  const linesOf = (input: ComplianceFacts) =>
    analyseTransfers(places, input, assessCompliance(input, catalog, AS_OF));

  it('keeps data that stays, and opens a transfer that nothing covers', () => {
    const lines = linesOf(facts());
    expect(lines.map(({ residency, transfer }) => [residency, transfer])).toEqual([
      ['kept', 'none'],
      ['broken', 'open'],
      ['unknown', 'unknown'],
    ]);
    expect(lines[1]?.why).toContain('only organisations that take part in the EU-US Data Privacy Framework');
    expect(lines[1]?.requirements).toContain('gdpr:Art. 46');
  });

  it('calls a place adequate where a decision covers all of it on the day of the run', () => {
    const of = (region: string, asOf = AS_OF) => {
      const place = { workloadId: 'chat', what: region, region };
      return analyseTransfers([place], facts(), assessCompliance(facts(), catalog, asOf))[0];
    };
    expect(of('uksouth')).toMatchObject({ jurisdiction: 'GB', transfer: 'adequate', residency: 'broken' });
    expect(of('uksouth')?.why).toContain('until 2031-12-27, as known of 2025-12-19');
    expect(of('uksouth', '2032-01-01')?.transfer).toBe('open');
    expect([of('sa-east-1')?.transfer, of('sa-east-1', '2026-01-25')?.transfer]).toEqual([
      'adequate',
      'open',
    ]);
    expect(of('us-east-1')?.adequacy?.part).toContain('Data Privacy Framework');
    expect([of('canadacentral')?.transfer, of('nl-ams')?.transfer]).toEqual(['open', 'none']);
    expect(of('asia-south1')).toMatchObject({ transfer: 'open', adequacy: null });
    expect(of('asia-south1')?.why).toContain('look it up at the European Commission');
  });

  it('knows every decision with its source and its day', () => {
    for (const { place, source, from } of ADEQUACY_DECISIONS) {
      expect([place, isInEea(place), source.url.startsWith('https://')]).toEqual([place, false, true]);
      expect(from <= AS_OF && source.asOf <= AS_OF).toBe(true);
    }
    expect(new Set(ADEQUACY_DECISIONS.map(({ place }) => place)).size).toBe(16);
  });

  it('holds a chosen region against the stated residency', () => {
    const of = (region: string, ...residency: string[]) => {
      const [workload] = facts().workloads;
      const bound = workload && {
        ...workload,
        residency: { value: residency, answer: 'input:/workloads/0/residency' },
      };
      const input = facts({ workloads: bound ? [bound] : [] });
      const place = { workloadId: 'chat', what: region, region };
      return analyseTransfers([place], input, assessCompliance(input, catalog, AS_OF))[0]?.residency;
    };
    expect([of('eu-central-1', 'DE'), of('eu-central-1', 'EU'), of('eu-central-1', 'FR', 'DE')]).toEqual([
      'kept',
      'kept',
      'kept',
    ]);
    expect([of('eu-central-1', 'FR'), of('uksouth', 'EU'), of('us-east-1', 'DE')]).toEqual([
      'broken',
      'broken',
      'broken',
    ]);
    // Norway lies in the EEA and not in the EU; somewhere in the EU may be Germany or not.
    expect([of('norwayeast', 'EU'), of('norwayeast', 'EEA'), of('EU', 'DE'), of('EU', 'EU')]).toEqual([
      'broken',
      'kept',
      'unknown',
      'kept',
    ]);
    // A part of a country lies where the country does.
    expect([of('nl-ams', 'EU'), of('fr-par', 'FR'), of('fr-par', 'DE')]).toEqual(['kept', 'kept', 'broken']);
    expect([of('mars-north-1', 'EU'), of('eu-central-1')]).toEqual(['unknown', 'none-stated']);
  });

  it('takes a transfer for covered on evidence only', () => {
    const of = (over: Partial<ControlFact>) =>
      linesOf(facts({ controls: [control('transferMechanism', over)] }))[1]?.transfer;
    expect(of({})).toBe('covered');
    expect(of({ evidence: [] })).toBe('open');
    expect(of({ status: 'planned' })).toBe('open');
  });

  it('says that it does not know where data classes are not stated', () => {
    const [workload] = facts().workloads;
    const silent = facts({ workloads: workload ? [{ ...workload, dataClasses: undefined }] : [] });
    expect(linesOf(silent).map(({ transfer }) => transfer)).toEqual(['unknown', 'unknown', 'unknown']);
  });
});

describe('classifyAiAct', () => {
  const act = catalog.framework('eu-ai-act');
  const classOf = (over: Partial<ComplianceFacts>, asOf = AS_OF) => {
    const { riskClass, atLeast } = classifyAiAct(assessCompliance(facts(over), catalog, asOf), act);
    return [riskClass, atLeast];
  };

  it('rules high-risk out on a statement only', () => {
    expect(classOf({})).toEqual(['undetermined', 'limited']);
    expect(classOf({ denials: [stated('high_risk_ai')] })).toEqual(['limited', 'limited']);
    expect(classOf({ declarations: [stated('high_risk_ai')] })).toEqual(['high', 'high']);
    const us = { regions: { value: ['US'], answer: 'input:/organisation/regions' }, workloads: [] };
    expect(classOf(us)).toEqual(['out-of-scope', 'out-of-scope']);
    const { reasons } = classifyAiAct(assessCompliance(facts(us), catalog, AS_OF), act);
    expect(reasons).toEqual(['no use in the European Union is stated']);
  });

  it('does not let a denial outrank what another answer shows', () => {
    const denied = facts({ denials: [stated('personal_data_eu'), stated('phi')] });
    const { triggers } = assessCompliance(denied, catalog, AS_OF);
    expect(triggers.find(({ id }) => id === 'personal_data_eu')).toMatchObject({ state: 'raised' });
    expect(triggers.find(({ id }) => id === 'phi')).toMatchObject({ state: 'not-raised', openUntil: null });
  });

  it('gives the dates as of the run, and marks those that nobody verified', () => {
    const datesAt = (asOf: string) =>
      classifyAiAct(assessCompliance(facts(), catalog, asOf), act).dates.map((entry) => [
        entry.date,
        entry.state,
        entry.verified,
      ]);
    expect(datesAt('2026-11-20')).toEqual([
      ['2024-08-01', 'in-force', true],
      ['2025-02-02', 'in-force', true],
      ['2025-08-02', 'in-force', true],
      ['2026-08-02', 'in-force', true],
      ['2026-12-02', 'to-come', false],
      ['2027-08-02', 'to-come', true],
      ['2027-12-02', 'to-come', false],
      ['2028-08-02', 'to-come', false],
    ]);
    expect(datesAt('2027-12-02').filter(([, state]) => state === 'to-come')).toHaveLength(1);
    expect(act.note).toContain('not verified');
  });
});
