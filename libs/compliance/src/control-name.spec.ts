import { controlName, controlPhrase } from './control-name';
import { CONTROLS } from './control-library';

describe('controlName', () => {
  it('names a control by its id and by the property that it stands for', () => {
    expect(controlName('dpia')).toBe('Data protection impact assessment (DPIA)');
    expect(controlName('impact-assessment')).toBe('Data protection impact assessment (DPIA)');
    expect(controlPhrase('erasureWorkflow')).toBe('erasure workflow');
  });

  it('gives what an own framework names its own id', () => {
    expect(controlName('houseRule')).toBe('houseRule');
  });

  it('reads as words, each by a name of its own', () => {
    for (const { name } of CONTROLS) expect(name).toMatch(/^[A-Z][a-z-]*/);
    expect(new Set(CONTROLS.map(({ name }) => name)).size).toBe(CONTROLS.length);
  });
});
