import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Files of a small tree in which every rule is broken once: path -> content. */
type Tree = Record<string, string>;
/** The file that must be reported, the rule that must report it, the tree that breaks it. */
type Violation = readonly [rule: string, culprit: string, tree: Tree];

const ROOT = join(__dirname, '../..');
const CONFIG = join(ROOT, '.dependency-cruiser.cjs');
const LIBS = [
  ...['kernel', 'platform', 'redis', 'database', 'queue', 'events', 'operations', 'catalog', 'llm'],
  ...[
    'threads',
    'web-search',
    'sizing',
    'pricing',
    'simulation',
    'carbon',
    'compliance',
    'search',
    'overrides',
    'assessments',
    'agents',
    'what-if',
    'budgets',
    'synthesis',
    'reports',
    'runs',
    'analytics',
    'storage',
    'charts',
    'report-files',
    'comparison',
    'schedules',
    'sharing',
    'approvals',
    'audit-pack',
    'uploads',
    'embedded-mongo',
    'local-stack',
  ],
];

const imports = (...names: string[]): string => names.map((name) => `import '${name}';\n`).join('');
const nothing = 'export {};\n';

/** One forbidden neighbour per library: the nearest one above it, so that a row that is too wide shows. */
const ABOVE: Record<string, string> = {
  kernel: 'platform',
  platform: 'redis',
  redis: 'queue',
  database: 'queue',
  queue: 'events',
  events: 'queue',
  operations: 'queue',
  threads: 'queue',
  'web-search': 'redis',
  catalog: 'sizing',
  llm: 'sizing',
  sizing: 'pricing',
  pricing: 'carbon',
  carbon: 'pricing',
  simulation: 'sizing',
  compliance: 'sizing',
  search: 'assessments',
  overrides: 'assessments',
  assessments: 'agents',
  agents: 'synthesis',
  'what-if': 'synthesis',
  budgets: 'synthesis',
  synthesis: 'reports',
  reports: 'runs',
  runs: 'local-stack',
  analytics: 'reports',
  storage: 'queue',
  charts: 'platform',
  'report-files': 'sharing',
  comparison: 'schedules',
  schedules: 'report-files',
  sharing: 'approvals',
  approvals: 'sharing',
  'audit-pack': 'comparison',
  uploads: 'runs',
  'embedded-mongo': 'kernel',
  'local-stack': 'runs',
};

const brokenDirections = Object.entries(ABOVE).map(([lib, above]): Violation => {
  const culprit = `libs/${lib}/src/upwards.ts`;
  return [`direction-of-${lib}`, culprit, { [culprit]: imports(`@app/${above}`) }];
});

const breaks = (rule: string, culprit: string, content: string, others: Tree = {}): Violation => [
  rule,
  culprit,
  { [culprit]: content, ...others },
];

const brokenRules: Violation[] = [
  breaks('library-has-a-direction', 'libs/newcomer/src/a.ts', imports('@app/kernel')),
  breaks('libs-know-no-process', 'libs/runs/src/a.ts', imports('../../../src/health')),
  breaks('processes-stay-apart', 'apps/worker/src/a.ts', imports('../../../src/health')),
  breaks('product-imports-no-test', 'libs/runs/src/b.ts', imports('./b.spec'), {
    'libs/runs/src/b.spec.ts': nothing,
  }),
  breaks('library-through-its-index', 'libs/runs/src/c.ts', imports('../../kernel/src/inner')),
  breaks('process-through-the-index', 'src/c.ts', imports('../libs/kernel/src/inner')),
  breaks('library-by-its-alias', 'src/d.ts', imports('../libs/kernel/src')),
  breaks('no-way-in-through-the-own-index', 'libs/kernel/src/e.ts', imports('./index')),
  breaks('no-cycle-of-files', 'libs/runs/src/f.ts', imports('./g'), { 'libs/runs/src/g.ts': imports('./f') }),
  breaks('engines-do-no-io', 'libs/pricing/src/h.ts', imports('node:fs')),
  breaks('engines-need-no-package', 'libs/sizing/src/h.ts', imports('@nestjs/common')),
  breaks(
    'pure-door-reaches-no-server',
    'libs/report-files/src/render-report.thread.ts',
    imports('@app/reports/pure'),
    {
      'libs/reports/src/pure.ts': imports('./v'),
      'libs/reports/src/v.ts': imports('./w.repository'),
      'libs/reports/src/w.repository.ts': imports('mongoose'),
    },
  ),
  breaks('mongoose-at-home', 'libs/runs/src/runs.service.ts', imports('mongoose')),
  breaks('bullmq-at-home', 'libs/runs/src/i.ts', imports('bullmq')),
  breaks('model-providers-at-home', 'libs/agents/src/j.ts', imports('@langchain/openai')),
  breaks('local-stack-for-cli-and-tests', 'apps/worker/src/k.ts', imports('@app/local-stack')),
  breaks('embedded-mongo-for-the-local-stack', 'src/l.ts', imports('@app/embedded-mongo')),
  breaks('worker-reaches-no-controller', 'apps/worker/src/m.ts', imports('./n'), {
    'apps/worker/src/n.ts': imports('./o.controller'),
    'apps/worker/src/o.controller.ts': nothing,
  }),
  breaks('api-reaches-no-processor', 'src/p.ts', imports('./q'), {
    'src/q.ts': imports('./r.processor'),
    'src/r.processor.ts': nothing,
  }),
  breaks('no-unknown-import', 'libs/kernel/src/s.ts', imports('./nowhere')),
  breaks('no-development-package-in-the-product', 'libs/kernel/src/t.ts', imports('only-for-tests')),
  breaks('no-package-that-package-json-does-not-name', 'libs/kernel/src/u.ts', imports('of-somebody-else')),
];

/** What every tree stands on, and imports that no rule may report. */
const LAWFUL: Tree = {
  ...Object.fromEntries(LIBS.map((lib) => [`libs/${lib}/src/index.ts`, imports('./inner')])),
  ...Object.fromEntries(LIBS.map((lib) => [`libs/${lib}/src/inner.ts`, nothing])),
  'src/health.ts': nothing,
  'src/runs/runs.controller.ts': imports('@app/runs', '../health'),
  'apps/worker/src/runs.processor.ts': imports('@app/runs', '@app/queue', 'bullmq'),
  'apps/cli/src/start.ts': imports('@app/local-stack', '@app/embedded-mongo', 'node:fs'),
  'libs/runs/src/run.repository.ts': imports('mongoose', '@app/database', '@app/kernel'),
  'libs/runs/src/run.int-spec.ts': imports('mongoose', 'only-for-tests', '../../../test/support/builders'),
  'libs/carbon/src/energy.ts': imports('@app/sizing', '@app/catalog', 'zod'),
  'libs/agents/src/pure.ts': imports('./inner'),
  'libs/synthesis/src/names.ts': imports('@app/agents/pure'),
  'test/support/builders.ts': imports('@app/runs'),
};

function packageTree(): Tree {
  const named = ['mongoose', 'bullmq', '@nestjs/common', '@langchain/openai', 'zod'];
  const manifest = {
    dependencies: Object.fromEntries(named.map((name) => [name, '1.0.0'])),
    devDependencies: { 'only-for-tests': '1.0.0' },
  };
  const installed = [...named, 'only-for-tests', 'of-somebody-else'];
  return {
    'package.json': JSON.stringify(manifest),
    ...Object.fromEntries(
      installed.map((name) => [`node_modules/${name}/package.json`, `{"main":"index.js"}`]),
    ),
    ...Object.fromEntries(
      installed.map((name) => [`node_modules/${name}/index.js`, 'module.exports = {};\n']),
    ),
  };
}

/** Every `rule: file` that dependency-cruiser reports in `tree`, with this repository's rules and aliases. */
function violationsIn(tree: Tree): string[] {
  const directory = mkdtempSync(join(tmpdir(), 'infra-mind-rules-'));
  try {
    copyFileSync(join(ROOT, 'tsconfig.json'), join(directory, 'tsconfig.json'));
    for (const [path, content] of Object.entries({ ...packageTree(), ...tree })) {
      mkdirSync(dirname(join(directory, path)), { recursive: true });
      writeFileSync(join(directory, path), content);
    }
    return cruise(directory).summary.violations.map(({ rule, from }) => `${rule.name}: ${from}`);
  } finally {
    rmSync(directory, { recursive: true });
  }
}

interface CruiseResult {
  readonly summary: {
    readonly violations: readonly { readonly rule: { readonly name: string }; readonly from: string }[];
  };
}

function cruise(directory: string): CruiseResult {
  const binary = join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const options = ['--config', CONFIG, '--output-type', 'json', 'src', 'apps', 'libs', 'test'];
  const json = execFileSync(process.execPath, [binary, ...options], {
    cwd: directory,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  return JSON.parse(json) as CruiseResult;
}

describe('the rules of direction', () => {
  const all = [...brokenDirections, ...brokenRules];
  let found: string[];

  beforeAll(() => {
    found = violationsIn(Object.assign({}, LAWFUL, ...all.map(([, , tree]) => tree)) as Tree);
  });

  it.each(all)('%s is reported for %s', (rule, culprit) => {
    expect(found).toContain(`${rule}: ${culprit}`);
  });

  it('are all broken once by this spec', () => {
    const { forbidden } = createRequire(__filename)(CONFIG) as { forbidden: { name: string }[] };
    expect(all.map(([rule]) => rule).sort()).toEqual(forbidden.map(({ name }) => name).sort());
  });

  it('report nothing about lawful imports', () => {
    expect(violationsIn(LAWFUL)).toEqual([]);
  });

  it('let no two libraries need each other, not even by way of others', () => {
    const pairs = LIBS.flatMap((from) => LIBS.filter((to) => to !== from).map((to) => [from, to] as const));
    const tree = Object.fromEntries(
      pairs.map(([from, to]) => [`libs/${from}/src/to-${to}.ts`, imports(`@app/${to}`)]),
    );
    const refused = new Set(violationsIn({ ...LAWFUL, ...tree }));
    const allowed = pairs.filter(
      ([from, to]) => !refused.has(`direction-of-${from}: libs/${from}/src/to-${to}.ts`),
    );
    expect(allowed).toContainEqual(['runs', 'kernel']);

    let left = [...LIBS];
    const needsNobodyLeft = (lib: string): boolean =>
      !allowed.some(([from, to]) => from === lib && left.includes(to));
    for (let free = left; free.length > 0; left = left.filter((lib) => !free.includes(lib))) {
      free = left.filter(needsNobodyLeft);
    }
    expect(left).toEqual([]);
  });
});
