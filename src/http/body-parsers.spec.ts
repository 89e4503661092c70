import { parseJson } from './body-parsers';
import { YAML_LIMIT_BYTES, parseYaml } from './yaml-body';

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
    ['a key twice, once as a number', '1: a\n"1": b'],
    ['a key twice inside of a list', 'a:\n  - b: 1\n    b: 2'],
    ['a list for a key', '? [a, b]\n: c'],
    ['a reference for a key', 'a: &x b\n*x : c'],
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

  it('name the line of the key that is there again', () => {
    expect(() => parseYaml('a: 1\nb:\n  c: 1\n  d: 2\n  c: 3')).toThrow(
      /at line 5, column 3: Map keys must be unique/,
    );
  });

  it('look each key up once: as many as fit into a body are read at once', () => {
    const keys = jest.spyOn(Set.prototype, 'has');
    const text = Array.from({ length: 9_000 }, (_, index) => `k${index}: ${index}`).join('\n');
    const document = parseYaml(text) as Record<string, number>;

    expect(Object.keys(document)).toHaveLength(9_000);
    expect(keys.mock.calls.filter(([key]) => key === 'k8999')).toHaveLength(1);
  });

  it('refuse YAML above its limit and say what to do', () => {
    const largest = `a: ${'x'.repeat(YAML_LIMIT_BYTES - 3)}`;

    expect(parseYaml(largest)).toEqual({ a: 'x'.repeat(YAML_LIMIT_BYTES - 3) });
    expect(() => parseYaml(`${largest}x`)).toThrow(
      expect.objectContaining({
        kind: 'too-large',
        code: 'request.too-large',
        message: expect.stringContaining('YAML up to 131072 bytes; send larger ones as JSON'),
      }),
    );
  });

  it.each(['['.repeat(60_000), '- '.repeat(60_000), '{a: '.repeat(30_000)])(
    'say of YAML without end that it is nested too deep',
    (text) => {
      expect(() => parseYaml(text)).toThrow(
        expect.objectContaining({
          code: 'request.too-complex',
          message: expect.stringContaining('nested too deep'),
        }),
      );
    },
  );

  it('say of two documents that a body is one', () => {
    expect(() => parseYaml('a: 1\n---\nb: 2')).toThrow(/line 2, column 1: a body is one document/);
  });

  it('read past the mark with which some editors begin a file', () => {
    expect(parseJson('\uFEFF{"a":1}')).toEqual({ a: 1 });
    expect(parseYaml('\uFEFFa: 1')).toEqual({ a: 1 });
  });

  it('take nothing for nothing', () => {
    expect(parseJson('  ')).toBeUndefined();
  });
});
