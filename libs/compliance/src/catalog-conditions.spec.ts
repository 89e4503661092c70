import { loadCatalog } from '@app/catalog';
import { assessCompliance } from './assess-compliance';
import type { ComplianceFacts } from './compliance-facts';
import { controlsOf } from './control-library';

const AS_OF = '2026-11-20';
const catalog = loadCatalog();

interface Said {
  readonly regions?: readonly string[];
  readonly data?: readonly string[];
  readonly declared?: readonly string[];
  readonly denied?: readonly string[];
}

/** How a requirement stands for a bank in Germany, or as said. */
function dutyOf(key: string, said: Said = {}) {
  const each = (list: readonly string[] | undefined, name: string) =>
    (list ?? []).map((value, index) => ({ value, answer: `input:/${name}/${index}` }));
  const facts: ComplianceFacts = {
    industry: { value: 'banking', answer: 'input:/organisation/industry' },
    regions: { value: said.regions ?? ['DE'], answer: 'input:/organisation/regions' },
    workloads: [
      {
        id: 'chat',
        kind: { value: 'rag', answer: 'input:/workloads/0/kind' },
        dataClasses: { value: said.data ?? ['personal'], answer: 'input:/workloads/0/dataClasses' },
      },
    ],
    declarations: each(said.declared, 'declarations'),
    denials: each(said.denied, 'denials'),
    obligations: [],
    controls: [],
  };
  const duties = assessCompliance(facts, catalog, AS_OF).frameworks.flatMap((entry) => entry.requirements);
  const found = duties.find((duty) => duty.key === key);
  if (!found) throw new Error(`no requirement ${key}`);
  return found;
}

describe('requirements that bind some only', () => {
  it.each<[string, string, Said]>([
    ['dora:Art. 16', 'dora_simplified', {}],
    ['dora:Art. 26', 'dora_tlpt', {}],
    ['dora:Art. 27', 'dora_tlpt', {}],
    ['gdpr:Art. 7', 'consent_basis', {}],
    ['gdpr:Art. 10', 'criminal_offence_data', {}],
    ['gdpr:Art. 26', 'joint_controllers', {}],
    ['gdpr:Art. 89', 'research_purposes', {}],
    ['eu-ai-act:Art. 50(4)', 'published_synthetic_content', { declared: ['ai_deployer'] }],
    ['eu-ai-act:Art. 50(1)', 'ai_provider', { declared: ['interacts_with_people'] }],
    ['eu-ai-act:Art. 50(3)', 'ai_deployer', { declared: ['biometric_ai'] }],
    ['hipaa-security:164.308(a)(4)(ii)(A)', 'clearinghouse', { declared: ['phi'] }],
    ['hipaa-security:164.314(b)(1)', 'group_health_plan', { declared: ['phi'] }],
    ['hipaa-breach:164.404(a)', 'hipaa_covered_entity', { declared: ['phi'] }],
    ['hipaa-breach:164.410', 'hipaa_business_associate', { declared: ['phi'] }],
    ['hipaa-privacy:164.514(a)-(c)', 'phi_deidentified', { declared: ['phi'] }],
    ['soc2:C1.1', 'confidentiality_commitment', { declared: ['service_org'] }],
    ['pci-dss:12.9', 'pci_service_provider', { data: ['payment-card'] }],
    ['pci-dss:9.5', 'payment_terminals', { data: ['payment-card'] }],
    ['pci-dss:11.6', 'payment_page', { data: ['payment-card'] }],
    ['ccpa:1798.135', 'sells_pi_ca', { declared: ['california_consumers'] }],
  ])('%s is a question until %s is settled', (key, trigger, said) => {
    const declared = [...(said.declared ?? []), trigger];
    expect([
      dutyOf(key, said).applicability,
      dutyOf(key, { ...said, declared }).applicability,
      dutyOf(key, { ...said, denied: [trigger] }).applicability,
    ]).toEqual(['undetermined', 'applicable', 'not-applicable']);
  });

  it('leave the full framework of DORA to all but the entities that its Art. 16 lists', () => {
    expect(dutyOf('dora:Art. 5').applicability).toBe('applicable');
    const small = { declared: ['dora_simplified'] };
    expect(dutyOf('dora:Art. 5', small)).toMatchObject({
      applicability: 'not-applicable',
      why: expect.stringMatching(/^exempted: .*Art\. 16\(1\).*: declared$/) as string,
    });
    expect(dutyOf('dora:Art. 17', small).applicability).toBe('applicable');
  });

  it('leave the duties of a controller open for a declared processor, and apply them to everybody else', () => {
    const of = (said: Said) => dutyOf('gdpr:Art. 15', said).applicability;
    expect([of({}), of({ declared: ['processor_role'] }), of({ denied: ['controller_role'] })]).toEqual([
      'applicable',
      'undetermined',
      'not-applicable',
    ]);
    expect(of({ declared: ['processor_role', 'controller_role'] })).toBe('applicable');
    expect(dutyOf('gdpr:Art. 28(3)', { declared: ['processor_role'] }).applicability).toBe('applicable');
  });

  it('give the provider and the deployer of an AI system the duties of their role alone', () => {
    const standing = (ref: string, declared: readonly string[], denied: readonly string[] = []) =>
      dutyOf(`eu-ai-act:${ref}`, { declared: ['high_risk_ai', ...declared], denied }).applicability;
    const ofProvider = ['Art. 9', 'Art. 11', 'Art. 17', 'Art. 43', 'Art. 49(1)', 'Art. 72'];
    const ofDeployer = ['Art. 26(1)', 'Art. 26(6)', 'Art. 26(11)'];
    for (const [mine, theirs, role, other] of [
      [ofDeployer, ofProvider, 'ai_deployer', 'ai_provider'],
      [ofProvider, ofDeployer, 'ai_provider', 'ai_deployer'],
    ] as const) {
      for (const ref of mine) {
        expect([ref, standing(ref, []), standing(ref, [role])]).toEqual([ref, 'undetermined', 'later']);
      }
      for (const ref of theirs) {
        // One role leaves the other a question: who uses what it made has both.
        expect([ref, standing(ref, [role]), standing(ref, [role], [other])]).toEqual([
          ref,
          'undetermined',
          'not-applicable',
        ]);
      }
    }
  });

  it('give nobody a duty of the EU AI Act that its row says is another’s', () => {
    const roles = { provider: 'ai_provider', deployer: 'ai_deployer', 'gpai provider': 'gpai_provider' };
    const { requirements } = catalog.framework('eu-ai-act');
    for (const [actor, role] of Object.entries(roles)) {
      const others = Object.values(roles).filter((id) => id !== role);
      const mine = requirements.filter((duty) => duty.actor === actor);
      expect([actor, mine.length > 3]).toEqual([actor, true]);
      for (const { ref, triggers } of mine) {
        expect([ref, triggers.includes(role), others.some((id) => triggers.includes(id))]).toEqual([
          ref,
          true,
          false,
        ]);
      }
    }
  });

  it('ask nothing where a row is a definition, a penalty or an offer', () => {
    const idle = catalog.frameworks.flatMap(({ id, requirements }) =>
      requirements.filter((duty) => duty.noDuty).map((duty) => `${id}:${duty.ref}`),
    );
    expect(idle).toEqual(expect.arrayContaining(['eu-ai-act:Art. 99', 'gdpr:Art. 82', 'dora:Art. 45']));
    for (const key of idle) {
      const declared = ['california_consumers', 'ict_provider_to_fin', 'high_risk_ai'];
      const duty = dutyOf(key, { declared });
      expect([key, duty.applicability, duty.grade]).toEqual([key, 'not-applicable', null]);
    }
  });

  it('name triggers that the catalog defines', () => {
    const known = new Set(Object.keys(catalog.triggerDefinitions));
    const named = catalog.frameworks.flatMap((entry) =>
      entry.requirements.flatMap((duty) => [...duty.triggers, ...(duty.unless ?? [])]),
    );
    expect(named.filter((id) => !known.has(id))).toEqual([]);
    expect([...known].filter((id) => !named.includes(id) && id !== 'generative_ai')).toEqual([]);
  });
});

describe('what shows a requirement', () => {
  const needs = (framework: string, ref: string) => controlsOf(framework, { ref, properties: [] });

  it('is no data protection assessment or agreement where law asks for something else', () => {
    expect(needs('dora', 'Art. 6')).not.toContain('impact-assessment');
    expect(needs('gdpr', 'Art. 46')).not.toContain('impact-assessment');
    for (const [framework, ref] of [
      ['dora', 'Art. 30(2)'],
      ['dora', 'Art. 30(3)'],
      ['iso27001', 'A.5.20'],
      ['pci-dss', '12.9'],
    ] as const) {
      expect([ref, needs(framework, ref)]).toEqual([ref, expect.arrayContaining(['contract-terms'])]);
      expect([ref, needs(framework, ref)]).not.toEqual([
        ref,
        expect.arrayContaining(['processing-agreement']),
      ]);
    }
  });

  it('is consent only where consent is the ground', () => {
    expect(needs('gdpr', 'Art. 6')).toEqual(['lawful-basis-register']);
    expect(needs('gdpr', 'Art. 7')).toEqual(['consent-management']);
  });

  it('is validated cryptography, not any encryption, before a federal agency', () => {
    expect(needs('fedramp-moderate', 'SC-13')).toEqual(['validated-cryptography']);
  });
});
