import { LineCounter, parseDocument } from 'yaml';
import { PointerMap } from './pointer-map';

const YAML = `# a comment
name: Support assistant
workloads:
  - kind: rag
    traffic: &t
      requestsPerDay: 100
      inputTokens: { p50: 10, p95: 20 }
  - kind: agentic
    traffic: *t
"a/b~c": 1
`;

function mapOf(text: string): PointerMap {
  const lines = new LineCounter();
  return new PointerMap(parseDocument(text, { lineCounter: lines }), lines);
}

describe('PointerMap', () => {
  it.each([
    ['/name', 2, 1],
    ['/workloads/0/kind', 4, 5],
    ['/workloads/0/traffic/requestsPerDay', 6, 7],
    ['/workloads/0/traffic/inputTokens/p95', 7, 31],
    ['/workloads/1', 8, 5],
    ['/a~1b~0c', 10, 1],
  ])('leads %s to line %i, column %i', (pointer, line, column) => {
    expect(mapOf(YAML).locate(pointer)).toEqual({ line, column, exact: true });
  });

  it('leads to the key of the nearest parent of a part that is missing', () => {
    expect(mapOf(YAML).locate('/workloads/1/slo/availabilityPercent')).toEqual({
      line: 8,
      column: 5,
      exact: false,
    });
    expect(mapOf(YAML).locate('/organisation')).toEqual({ line: 2, column: 1, exact: false });
  });

  it('leads through an alias to what it stands for', () => {
    expect(mapOf(YAML).locate('/workloads/1/traffic/requestsPerDay')).toMatchObject({ line: 6, exact: true });
  });

  it('knows the lines of JSON too', () => {
    expect(
      mapOf('{\n  "name": "x",\n  "workloads": [\n    { "kind": 1 }\n  ]\n}').locate('/workloads/0/kind'),
    ).toEqual({
      line: 4,
      column: 7,
      exact: true,
    });
  });

  it('has no place in an empty document', () => {
    expect(mapOf('').locate('/name')).toBeNull();
  });
});
