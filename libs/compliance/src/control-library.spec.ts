import { loadCatalog } from '@app/catalog';
import {
  canonicalControlId,
  CONTROLS,
  controlsOf,
  findControl,
  MAPPED_REQUIREMENTS,
} from './control-library';

const catalog = loadCatalog();

describe('the control library', () => {
  const duties = catalog.frameworks.flatMap((framework) =>
    framework.requirements.map((duty) => ({ framework: framework.id, duty })),
  );

  it('maps every requirement of the shipped catalog, and none that is not in it', () => {
    expect([catalog.frameworks.length, duties.length]).toEqual([14, 615]);
    for (const framework of catalog.frameworks) {
      const mapped = [...(MAPPED_REQUIREMENTS[framework.id] ?? [])].sort();
      expect(mapped).toEqual(framework.requirements.map((duty) => duty.ref).sort());
    }
    expect(Object.keys(MAPPED_REQUIREMENTS).sort()).toEqual(catalog.frameworks.map(({ id }) => id).sort());
  });

  it('maps to controls that exist, and has no control that nothing needs', () => {
    const needed = new Set(duties.flatMap(({ framework, duty }) => controlsOf(framework, duty)));
    expect([...needed].filter((id) => !findControl(id))).toEqual([]);
    expect(CONTROLS.filter(({ id }) => !needed.has(id))).toEqual([]);
  });

  it('lets one answer serve several frameworks', () => {
    const frameworksOf = (id: string): Set<string> =>
      new Set(
        duties
          .filter(({ framework, duty }) => controlsOf(framework, duty).includes(id))
          .map((e) => e.framework),
      );
    expect(CONTROLS.length).toBeGreaterThanOrEqual(40);
    expect(frameworksOf('incident-response').size).toBeGreaterThanOrEqual(8);
    expect(CONTROLS.filter(({ id }) => frameworksOf(id).size > 1).length).toBeGreaterThan(80);
  });

  it('accepts every property of the catalog as the id of a control', () => {
    const properties = new Set(duties.flatMap(({ duty }) => duty.properties));
    for (const property of properties) expect(findControl(property)?.property).toBe(property);
    expect(canonicalControlId('encryptionAtRest')).toBe('encryption-at-rest');
  });

  it('orders the estimates of effort', () => {
    for (const { effortDays } of CONTROLS) {
      expect(effortDays.low).toBeLessThanOrEqual(effortDays.likely);
      expect(effortDays.likely).toBeLessThanOrEqual(effortDays.high);
    }
  });

  it('falls back on the properties of a framework of one’s own', () => {
    const duty = { ref: '1', properties: ['mfa', 'rbac', 'houseRule'] };
    expect(controlsOf('own', duty)).toEqual([
      'multi-factor-authentication',
      'role-based-access',
      'houseRule',
    ]);
  });
});
