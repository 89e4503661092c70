import { parseJson, parseYaml } from './body-parsers';

describe('bodies', () => {
  it('read alike from JSON and YAML', () => {
    const yaml =
      'name: x\nworkloads:\n  - kind: rag\n    traffic: { requestsPerDay: 5000 }\n    residency: [DE, NO]';
    const json =
      '{"name":"x","workloads":[{"kind":"rag","traffic":{"requestsPerDay":5000},"residency":["DE","NO"]}]}';

    expect(parseYaml(yaml)).toEqual(parseJson(json));
  });

  it('take dates and country codes of YAML for texts', () => {
    expect(parseYaml('startDate: 2027-04-01\nregions: [NO, DE]')).toEqual({
      startDate: '2027-04-01',
      regions: ['NO', 'DE'],
    });
  });

  it('let YAML refer to its own parts a few times', () => {
    expect(parseYaml('a: &t { p50: 1 }\nb: *t')).toEqual({ a: { p50: 1 }, b: { p50: 1 } });
  });

  it.each([
    ['two documents', 'a: 1\n---\nb: 2'],
    ['a key twice', 'a: 1\na: 2'],
    ['an unknown tag', 'a: !ruby/object:Foo {}'],
    ['tabs for spaces', 'a:\n\t- b'],
  ])('refuse YAML with %s', (_what, text) => {
    expect(() => parseYaml(text)).toThrow(
      expect.objectContaining({ code: 'request.bad-yaml', message: expect.stringMatching(/line \d+/) }),
    );
  });

  it('refuse YAML that refers to what is not there', () => {
    expect(() => parseYaml('a: *nowhere')).toThrow(expect.objectContaining({ code: 'request.bad-yaml' }));
  });

  it('take nothing for nothing', () => {
    expect(parseJson('  ')).toBeUndefined();
  });
});
