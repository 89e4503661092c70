import { loadCatalog } from '@app/catalog';
import { controlName, controlPhrase, NAMED_CONTROLS } from './control-name';

describe('controlName', () => {
  const catalog = loadCatalog();
  const ids = [
    ...Object.values(catalog.themes).flatMap((theme) => theme.properties),
    ...catalog.frameworks.flatMap((framework) => framework.requirements.flatMap((duty) => duty.properties)),
  ];

  it('names every property of the catalog, each by a name of its own', () => {
    expect([...new Set(ids)].filter((id) => !NAMED_CONTROLS.includes(id))).toEqual([]);
    expect(new Set(NAMED_CONTROLS.map(controlName)).size).toBe(NAMED_CONTROLS.length);
  });

  it('names nothing that the catalog does not know', () => {
    expect(NAMED_CONTROLS.filter((id) => !ids.includes(id))).toEqual([]);
  });

  it('reads as words', () => {
    expect(controlName('dpia')).toBe('Data protection impact assessment (DPIA)');
    expect(controlPhrase('erasureWorkflow')).toBe('erasure workflow');
    for (const id of NAMED_CONTROLS) expect(controlName(id)).toMatch(/^[A-Z][a-z-]+/);
  });
});
