import { literal } from '@app/kernel';

const SHORT: ReadonlyMap<string, string> = new Map(
  Object.entries({
    gdpr: 'GDPR',
    'hipaa-security': 'HIPAA Security',
    'hipaa-privacy': 'HIPAA Privacy',
    'hipaa-breach': 'HIPAA Breach',
    soc2: 'SOC 2',
    iso27001: 'ISO 27001',
    'pci-dss': 'PCI DSS',
    'eu-ai-act': 'EU AI Act',
    'nist-ai-rmf': 'NIST AI RMF',
    iso42001: 'ISO 42001',
    'nist-csf': 'NIST CSF',
    ccpa: 'CCPA',
    'fedramp-moderate': 'FedRAMP',
    dora: 'DORA',
  }),
);

/** The name of a framework for the head of a column; that of an own framework as its owner wrote it. */
export function shortFrameworkName(framework: { readonly id: string; readonly name: string }): string {
  return SHORT.get(framework.id) ?? literal(framework.name);
}
