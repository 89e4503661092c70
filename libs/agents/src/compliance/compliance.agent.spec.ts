import type { AssessmentInput } from '@app/assessments';
import { loadCatalog } from '@app/catalog';
import { CONTROLS } from '@app/compliance';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { AgentOutput, OutputTable } from '../agent-output';
import { createWorkbench } from '../create-workbench';
import { complianceAgent } from './compliance.agent';

const EXAMPLE = join(__dirname, '../../../../examples/support-assistant-gdpr.yaml');
const NONE_TEXT = 'We have none of: encryption, audit logs, access reviews, MFA, backups, incident response';

function anInput(over: Partial<AssessmentInput> = {}): AssessmentInput {
  return { ...(parse(readFileSync(EXAMPLE, 'utf8')) as AssessmentInput), ...over };
}

async function analyse(input: AssessmentInput): Promise<AgentOutput> {
  const bench = createWorkbench({ input, catalog: loadCatalog(), asOf: '2026-11-20', seed: 7 });
  return complianceAgent.analyse(bench, new AbortController().signal);
}

function tableOf(output: AgentOutput, id: string): OutputTable {
  const found = output.tables.find((table) => table.id === id);
  if (!found) throw new Error(`no table ${id}`);
  return found;
}

/** The input with every text that a person may word freely saying the same. */
function sayingEverywhere(text: string, input: AssessmentInput): AssessmentInput {
  return {
    ...input,
    name: text,
    goals: [text],
    organisation: { ...input.organisation, industry: text },
    workloads: input.workloads.map((workload) => ({ ...workload, name: text })),
    controls: CONTROLS.map(({ id }) => ({
      id,
      status: 'implemented',
      evidence: [{ artefact: text, effectiveDate: '2026-01-01' }],
    })),
  };
}

function passesOf(output: AgentOutput): number {
  const passed = output.figures.filter((entry) => entry.id.endsWith('.requirements.passed'));
  expect(passed.length).toBeGreaterThan(0);
  return passed.reduce((sum, entry) => sum + (entry.value ?? 0), 0);
}

describe('the compliance agent', () => {
  it('passes nothing by words: a text of all that there is none of gives no pass', async () => {
    expect(passesOf(await analyse(sayingEverywhere(NONE_TEXT, anInput())))).toBe(0);
    expect(passesOf(await analyse(sayingEverywhere('Audit report 2026', anInput())))).toBeGreaterThan(50);
  });

  it('says which evidence ends before the work begins', async () => {
    const from = async (startDate: string) => {
      const { constraints } = anInput();
      const output = await analyse(anInput({ constraints: { ...constraints, startDate } }));
      return output.findings.find(({ id }) => id === 'compliance.ending-evidence')?.statement ?? '';
    };
    const ends = (day: string) =>
      anInput().controls?.find(({ evidence }) => evidence?.[0]?.expiryDate === day);
    expect([ends('2026-12-31'), ends('2027-01-15')]).not.toContain(undefined);
    expect(await from('2026-12-31')).toBe('');
    expect(await from('2027-01-01')).toMatch(/ on 2026-12-31\. Renew it/);
    expect(await from('2027-02-01')).toMatch(/ on 2026-12-31.* on 2027-01-15/);
  });

  it('shows the Statement of Applicability, the coverage matrix and the roadmap', async () => {
    const declared = anInput().declarations ?? [];
    const output = await analyse(anInput({ declarations: [...declared, 'annex_iii_exempt', 'ai_provider'] }));
    const soa = tableOf(output, 'compliance.soa');
    expect(soa.rows.length).toBe(CONTROLS.length);
    expect(tableOf(output, 'compliance.matrix').columns).toEqual([
      'Control',
      'State',
      'GDPR',
      'EU AI Act',
      'NIST AI RMF',
    ]);
    const duties = tableOf(output, 'compliance.requirements').rows;
    const later = duties.filter((row) => row[3] !== 'yes');
    expect(later.map((row) => row.slice(1, 4))).toEqual([
      [
        'Art. 6(4)',
        'Document and register why a use of Annex III is judged not to be high-risk',
        'from 2027-12-02 (unverified)',
      ],
    ]);
    const stages = tableOf(output, 'compliance.roadmap').rows.map(([stage]) => stage);
    expect(stages).toEqual(['Answer', 'Prove', 'Close first', 'Close next', 'Before 2027-12-02']);
  });

  it('asks first for the declaration that many requirements wait for, and last for special cases', async () => {
    const { questions } = await analyse(anInput());
    const of = (trigger: string) =>
      questions.find(({ id }) => id === `question.trigger.${trigger}`)?.priority;
    expect([of('high_risk_ai'), of('research_purposes'), of('isms_scope')]).toEqual([
      'should',
      'could',
      'could',
    ]);
  });

  it('takes what the recommended architecture provides for planned, and for no pass', async () => {
    const soa = tableOf(await analyse(anInput({ controls: [] })), 'compliance.soa');
    const planned = soa.rows.filter((row) => row[5] !== '');
    expect(planned.map(([name]) => name)).toContain('Capacity plan');
    expect(planned.map((row) => row[3])).toEqual(planned.map(() => 'without an answer'));
  });

  it('says which date of the EU AI Act nobody verified, and does not rule out high risk by itself', async () => {
    const output = await analyse(anInput());
    const dates = tableOf(output, 'compliance.eu-ai-act.dates');
    const highRisk = dates.rows.find(([date]) => date === '2027-12-02');
    expect(highRisk?.[3]).toContain('unverified');
    const finding = output.findings.find((entry) => entry.id === 'compliance.eu-ai-act.class');
    expect(finding?.title).toContain('not settled');
    const denied = await analyse(anInput({ denials: ['high_risk_ai'] }));
    const settled = denied.findings.find((entry) => entry.id === 'compliance.eu-ai-act.class');
    expect(settled?.title).toContain('limited risk');
  });

  it('asks for the role under the EU AI Act, and says which one is known', async () => {
    const of = async (over: Parameters<typeof anInput>[0]) => {
      const { findings, questions } = await analyse(anInput(over));
      const statement = findings.find(({ id }) => id === 'compliance.eu-ai-act.class')?.statement ?? '';
      const asked = questions.filter(({ id }) => /\.ai_(provider|deployer)$/.test(id));
      return [statement, asked.map(({ id, priority }) => [id.split('.').at(-1), priority])] as const;
    };
    const [silent, both] = await of({});
    expect(silent).toContain('the provider or the deployer of the system is open');
    expect(both).toEqual([
      ['ai_provider', 'should'],
      ['ai_deployer', 'should'],
    ]);
    const declarations = [...(anInput().declarations ?? []), 'ai_deployer'];
    expect((await of({ declarations }))[0]).toMatch(
      /is the deployer of .* is also the provider of .* is open/,
    );
    const [settled, none] = await of({ declarations, denials: ['ai_provider'] });
    expect(settled).toContain('The organisation is the deployer of the system.');
    expect([none, settled.includes('a provider develops it')]).toEqual([[], false]);
  });

  it('says that one record is to show many controls, and not of one that shows a few', async () => {
    const of = async (count: number) => {
      const controls = CONTROLS.slice(0, count).map(({ id }) => ({
        id,
        status: 'implemented' as const,
        evidence: [{ artefact: 'SOC 2 report 2026', effectiveDate: '2026-01-01' }],
      }));
      const { findings } = await analyse(anInput({ controls }));
      return findings.find(({ id }) => id === 'compliance.shared-evidence')?.statement;
    };
    expect(await of(10)).toBeUndefined();
    expect(await of(11)).toMatch(/^SOC 2 report 2026 is named as the evidence of Access reviews, /);
  });

  it('looks at where data would lie and lies today', async () => {
    const today = [{ provider: 'aws', region: 'us-east-1', count: 2 }];
    const output = await analyse(anInput({ currentInfrastructure: today }));
    const lines = tableOf(output, 'compliance.transfers').rows;
    const abroad = lines.find((row) => row[1] === 'today: aws, us-east-1');
    expect(abroad?.slice(2, 5)).toEqual(['US', 'broken', 'yes, without a mechanism evidenced']);
    expect(lines.filter((row) => row[1]?.startsWith('API: ')).map((row) => row[2])).toEqual(['unknown']);
    expect(output.findings.find((entry) => entry.id === 'compliance.support-chat.place-today')).toMatchObject(
      {
        severity: 'high',
      },
    );
  });

  it('calls a place adequate by a decision that it cites, and finds nothing against it', async () => {
    const today = [{ provider: 'azure', region: 'uksouth', count: 2 }];
    const input = anInput({ currentInfrastructure: today });
    const workloads = input.workloads.map((workload) => ({ ...workload, residency: undefined }));
    const output = await analyse({ ...input, workloads });
    const table = tableOf(output, 'compliance.transfers');
    const abroad = table.rows.find((row) => row[1] === 'today: azure, uksouth');
    expect(abroad?.slice(2, 5)).toEqual(['GB', 'no limit stated', 'yes, under an adequacy decision']);
    expect(table.note).toContain('2025-12-19 (https://');
    expect(output.findings.map(({ id }) => id)).not.toContain('compliance.support-chat.place-today');
  });

  it('says where a table leaves gaps out', async () => {
    const gapsOf = (output: AgentOutput) => tableOf(output, 'compliance.gaps');
    const few = gapsOf(await analyse(anInput()));
    expect(few.rows.length).toBeLessThan(40);
    expect(few.note).not.toContain('more gaps');
    const many = gapsOf(await analyse(anInput({ obligations: ['iso27001', 'soc2', 'fedramp-moderate'] })));
    expect(many.rows).toHaveLength(40);
    expect(many.note).toContain('There are more gaps');
  });

  it('names answers that contradict each other', async () => {
    const controls = [
      { id: 'iac', status: 'no' as const },
      {
        id: 'encryption-at-rest',
        status: 'absent' as const,
        evidence: [{ artefact: 'Export of disk settings', effectiveDate: '2026-01-01' }],
      },
    ];
    const output = await analyse(anInput({ controls }));
    const ids = output.findings.map((entry) => entry.id);
    expect(ids).toContain('compliance.contradiction.encryption-at-rest');
    expect(ids).toContain('compliance.contradiction.practice.infrastructure-as-code');
    expect(passesOf(output)).toBe(0);
  });
});
