import { loadCatalog } from '@app/catalog';
import { assessCompliance } from './assess-compliance';
import type { ComplianceFacts, WorkloadFact } from './compliance-facts';
import type { FrameworkResult } from './compliance-result';

const catalog = loadCatalog();
const AS_OF = '2026-11-20';

interface Said {
  readonly industry?: string;
  readonly regions?: readonly string[];
  readonly kind?: string;
  readonly data?: readonly string[];
  readonly residency?: readonly string[];
  readonly declared?: readonly string[];
  readonly denied?: readonly string[];
  readonly obligations?: readonly string[];
}

function factsOf(said: Said): ComplianceFacts {
  const stated = <T>(value: T | undefined, answer: string) =>
    value === undefined ? undefined : { value, answer: `input:/${answer}` };
  const each = (list: readonly string[] | undefined, name: string) =>
    (list ?? []).map((value, index) => ({ value, answer: `input:/${name}/${index}` }));
  const workload: WorkloadFact = {
    id: 'w1',
    kind: { value: said.kind ?? 'rag', answer: 'input:/workloads/0/kind' },
    dataClasses: stated(said.data, 'workloads/0/dataClasses'),
    residency: stated(said.residency, 'workloads/0/residency'),
  };
  return {
    industry: stated(said.industry, 'organisation/industry'),
    regions: stated(said.regions, 'organisation/regions'),
    workloads: [workload],
    declarations: each(said.declared, 'declarations'),
    denials: each(said.denied, 'denials'),
    obligations: each(said.obligations, 'obligations'),
    controls: [],
  };
}

function frameworkOf(id: string, said: Said): FrameworkResult {
  const found = assessCompliance(factsOf(said), catalog, AS_OF).frameworks.find((entry) => entry.id === id);
  if (!found) throw new Error(`no framework ${id}`);
  return found;
}

const SHOP: Said = { industry: 'retail', regions: ['DE'], data: ['public'] };
const CLINIC: Said = { industry: 'hospital', regions: ['US'], data: ['health'] };

describe('each framework', () => {
  it.each<[string, string, string, Said, RegExp]>([
    [
      'gdpr',
      'applies',
      'personal data in Germany',
      { ...SHOP, data: ['personal'] },
      /European Economic Area/,
    ],
    ['gdpr', 'applies', 'payment cards in Norway', { regions: ['NO'], data: ['payment-card'] }, /personal/],
    [
      'gdpr',
      'applies',
      'a stated residency in the EU',
      { regions: ['US'], residency: ['EU'], data: ['personal'] },
      /personal/,
    ],
    ['gdpr', 'does-not-apply', 'no personal data', SHOP, /no workload handles personal data/],
    [
      'gdpr',
      'does-not-apply',
      'people elsewhere',
      { regions: ['US'], data: ['personal'] },
      /no stated region/,
    ],
    [
      'gdpr',
      'undetermined',
      'no region',
      { data: ['personal'] },
      /regions of the organisation are not stated/,
    ],
    [
      'gdpr',
      'undetermined',
      'an empty list of data',
      { regions: ['DE'], data: [] },
      /not every workload states/,
    ],
    [
      'gdpr',
      'undetermined',
      'an empty list of regions',
      { regions: [], data: ['personal'] },
      /are not stated/,
    ],
    [
      'hipaa-security',
      'applies',
      'a hospital in the US',
      CLINIC,
      /covered organisation in the United States/,
    ],
    [
      'hipaa-security',
      'does-not-apply',
      'a hospital in Germany',
      { ...CLINIC, regions: ['DE'] },
      /United States/,
    ],
    [
      'hipaa-security',
      'does-not-apply',
      'no health data',
      { ...CLINIC, data: ['personal'] },
      /no workload handles health/,
    ],
    [
      'hipaa-security',
      'undetermined',
      'an app maker',
      { ...CLINIC, industry: 'software' },
      /not in the list/,
    ],
    ['pci-dss', 'applies', 'payment cards', { ...SHOP, data: ['payment-card'] }, /handles payment card data/],
    ['pci-dss', 'does-not-apply', 'none', SHOP, /no workload handles payment card data/],
    ['eu-ai-act', 'applies', 'a region in the EU', SHOP, /European Economic Area/],
    [
      'eu-ai-act',
      'does-not-apply',
      'a region in the US',
      { ...SHOP, regions: ['US'], denied: ['gpai_provider', 'gpai_systemic'] },
      /no stated region/,
    ],
    ['eu-ai-act', 'undetermined', 'no region', {}, /not stated/],
    ['dora', 'applies', 'a bank in Germany', { ...SHOP, industry: 'Banking' }, /financial entity/],
    ['dora', 'undetermined', 'a shop in Germany', SHOP, /a declaration would settle it/],
    [
      'dora',
      'does-not-apply',
      'a bank in the US that serves none',
      { industry: 'bank', regions: ['US'], denied: ['ict_provider_to_fin'] },
      /no stated region/,
    ],
    ['soc2', 'applies', 'an obligation', { ...SHOP, obligations: ['soc2'] }, /stated obligation/],
    ['soc2', 'undetermined', 'no word of it', SHOP, /only a declaration/],
    ['soc2', 'does-not-apply', 'a denial', { ...SHOP, denied: ['service_org'] }, /declared not to be so/],
    ['iso27001', 'applies', 'a declaration', { ...SHOP, declared: ['isms_scope'] }, /: declared$/],
    ['iso27001', 'does-not-apply', 'a denial', { ...SHOP, denied: ['isms_scope'] }, /declared not to be so/],
    ['iso42001', 'applies', 'an obligation', { ...SHOP, obligations: ['iso42001'] }, /stated obligation/],
    ['iso42001', 'does-not-apply', 'a denial', { ...SHOP, denied: ['aims_scope'] }, /declared not to be so/],
    ['ccpa', 'applies', 'a declaration', { ...SHOP, declared: ['california_consumers'] }, /: declared$/],
    [
      'ccpa',
      'undetermined',
      'a region in the US',
      { regions: ['US'], data: ['personal'] },
      /only a declaration/,
    ],
    ['ccpa', 'does-not-apply', 'no region in the US', SHOP, /no stated region lies in the United States/],
    [
      'ccpa',
      'does-not-apply',
      'a denial',
      { ...SHOP, denied: ['california_consumers'] },
      /declared not to be so/,
    ],
    ['fedramp-moderate', 'applies', 'a declaration', { declared: ['us_federal'] }, /: declared$/],
    ['fedramp-moderate', 'does-not-apply', 'a denial', { denied: ['us_federal'] }, /declared not to be so/],
    ['nist-ai-rmf', 'voluntary', 'any workload', SHOP, /describes an AI workload/],
    ['nist-ai-rmf', 'applies', 'an obligation', { obligations: ['nist-ai-rmf'] }, /stated obligation/],
    ['nist-csf', 'undetermined', 'no word of it', SHOP, /only a declaration/],
    ['nist-csf', 'applies', 'an obligation', { obligations: ['nist-csf'] }, /stated obligation/],
    ['nist-csf', 'does-not-apply', 'a denial', { denied: ['any_org'] }, /declared not to be so/],
  ])('%s: %s by %s', (id, state, _by, said, why) => {
    const framework = frameworkOf(id, said);
    expect([framework.state, framework.why]).toEqual([state, expect.stringMatching(why)]);
    // What is counted of a framework that does not apply is nothing, and of one that is open no share.
    if (state === 'does-not-apply') expect(framework.figures.applicable.value).toBe(0);
    if (state === 'undetermined') expect(framework.figures.coverage.value).toBeNull();
  });

  it('finds no transfer out of the EEA of what never was in it', () => {
    const said: Said = { regions: ['US'], residency: ['US'], data: ['health'] };
    const { triggers, frameworks } = assessCompliance(factsOf(said), catalog, AS_OF);
    expect(triggers.find(({ id }) => id === 'eu_transfer')?.state).toBe('not-raised');
    // Who is on no market of the Union is asked for no duty of a provider of models there.
    expect(frameworks.find(({ id }) => id === 'eu-ai-act')?.state).toBe('does-not-apply');
  });

  it('does not take an empty residency for one within the EEA', () => {
    const transferOf = (residency: readonly string[]) =>
      assessCompliance(factsOf({ ...SHOP, residency, data: ['personal'] }), catalog, AS_OF).triggers.find(
        ({ id }) => id === 'eu_transfer',
      )?.state;
    expect([transferOf([]), transferOf(['EU']), transferOf(['EU', 'US'])]).toEqual([
      'undetermined',
      'not-raised',
      'raised',
    ]);
  });

  it('tells of two alternatives the one that decides', () => {
    const said: Said = { industry: 'bank', regions: ['US'] };
    const duty = frameworkOf('dora', said).requirements.find(({ ref }) => ref === 'Art. 30(2)');
    expect(duty?.applicability).toBe('undetermined');
    expect(duty?.why).toContain('ICT third-party service provider');
    const provider = frameworkOf('dora', { ...said, declared: ['ict_provider_to_fin'] });
    expect(provider.requirements.find(({ ref }) => ref === duty?.ref)).toMatchObject({
      applicability: 'applicable',
      why: expect.stringMatching(/ICT third-party.*: declared$/) as string,
    });
  });
});

describe('the notices of a breach under HIPAA', () => {
  it('bind a hospital as a covered entity, and are a question for others with health data', () => {
    const standing = (said: Said) =>
      frameworkOf('hipaa-breach', said)
        .requirements.filter(({ ref }) => ['164.404(a)', '164.410', '164.414(b)'].includes(ref))
        .map(({ applicability }) => applicability);
    const vendor = { ...CLINIC, industry: 'software', declared: ['phi'] };
    expect(standing(CLINIC)).toEqual(['applicable', 'undetermined', 'applicable']);
    expect(standing(vendor)).toEqual(['undetermined', 'undetermined', 'applicable']);
    expect(
      standing({
        ...vendor,
        declared: ['phi', 'hipaa_business_associate'],
        denied: ['hipaa_covered_entity'],
      }),
    ).toEqual(['not-applicable', 'applicable', 'applicable']);
  });

  it('follow from an obligation to the Security Rule alone', () => {
    expect(frameworkOf('hipaa-breach', { ...SHOP, obligations: ['hipaa-security'] }).state).toBe('applies');
  });
});
