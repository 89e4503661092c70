/** Pure computation: input, catalog and date in, figures out. */
const ENGINES = ['catalog', 'sizing', 'pricing', 'simulation', 'carbon', 'compliance', 'search'];
/** What a run and its report are made of, for what people do with them afterwards. */
const OF_A_RUN = ['overrides', 'assessments', 'agents', 'synthesis', 'reports', 'runs'];
const INFRASTRUCTURE = [
  ...['kernel', 'platform', 'redis', 'database', 'queue', 'events', 'llm'],
  ...['threads', 'web-search', 'storage', 'charts'],
];
const FOR_DOMAINS = [...INFRASTRUCTURE, ...ENGINES];

/** The direction of the system: each library and those it may import. A new library takes its place here. */
const MAY_IMPORT = {
  kernel: [],
  platform: ['kernel'],
  redis: ['kernel', 'platform'],
  database: ['kernel', 'platform'],
  queue: ['kernel', 'platform', 'redis'],
  events: ['kernel', 'platform', 'redis'],
  operations: ['kernel', 'platform', 'redis', 'database'],
  threads: ['kernel', 'platform'],
  'web-search': ['kernel', 'platform'],
  storage: ['kernel', 'platform', 'redis', 'database'],
  charts: ['kernel'],
  catalog: ['kernel'],
  llm: ['kernel', 'platform', 'redis', 'catalog'],
  sizing: ['kernel', 'catalog'],
  pricing: ['kernel', 'catalog', 'sizing'],
  simulation: ['kernel'],
  carbon: ['kernel', 'catalog', 'sizing'],
  compliance: ['kernel', 'catalog'],
  search: ['kernel', 'catalog', 'sizing', 'pricing', 'carbon', 'compliance'],
  overrides: FOR_DOMAINS,
  assessments: FOR_DOMAINS,
  agents: [...FOR_DOMAINS, 'assessments'],
  'what-if': [...FOR_DOMAINS, 'overrides', 'assessments', 'agents'],
  budgets: [...FOR_DOMAINS, 'assessments'],
  synthesis: [...FOR_DOMAINS, 'assessments', 'agents'],
  reports: [...FOR_DOMAINS, 'assessments', 'agents', 'synthesis'],
  runs: [...FOR_DOMAINS, 'overrides', 'assessments', 'agents', 'synthesis', 'reports'],
  'report-files': [...FOR_DOMAINS, ...OF_A_RUN],
  comparison: [...FOR_DOMAINS, ...OF_A_RUN],
  schedules: [...FOR_DOMAINS, ...OF_A_RUN, 'comparison'],
  sharing: [...FOR_DOMAINS, ...OF_A_RUN, 'report-files'],
  approvals: [...FOR_DOMAINS, ...OF_A_RUN, 'report-files', 'budgets'],
  'audit-pack': [...FOR_DOMAINS, ...OF_A_RUN, 'report-files', 'approvals'],
  uploads: [...FOR_DOMAINS, 'overrides', 'assessments', 'budgets'],
  analytics: [...FOR_DOMAINS, 'assessments', 'agents', 'synthesis', 'runs', 'budgets'],
  'embedded-mongo': [],
  'local-stack': ['kernel', 'platform', 'redis', 'database', 'embedded-mongo'],
};

const anyOf = (names) => `(${names.join('|')})`;
/** What a process that serves is made of. */
const SERVER_PACKAGES = [
  ...['@nestjs/[^/]+', 'mongoose', 'mongodb', 'bullmq', 'ioredis', '@langchain/[^/]+', 'langchain'],
];
const npm = (names) => `(^|/)node_modules/${names}/|^${names}(/|$)`;
const SPEC = '\\.(spec|int-spec|e2e-spec|conformance-spec|arch-spec)\\.ts$';
const DOOR = '^libs/[^/]+/src/(index|pure)\\.ts$';
const TESTS = ['^test/', SPEC];

/** A rule that lets a library import, of the other libraries, those of its row in the table alone. */
function directionOf([lib, allowed]) {
  return {
    name: `direction-of-${lib}`,
    comment: `libs/${lib} may import ${allowed.join(', ') || 'no other library'}: see MAY_IMPORT.`,
    severity: 'error',
    from: { path: `^libs/${lib}/` },
    to: { path: '^libs/', pathNot: `^libs/${anyOf([lib, ...allowed])}/` },
  };
}

const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

const direction = [
  ...Object.entries(MAY_IMPORT).map(directionOf),
  rule(
    'library-has-a-direction',
    'A library that MAY_IMPORT does not list has no place in the system yet: give it one.',
    { path: '^libs/', pathNot: `^libs/${anyOf(Object.keys(MAY_IMPORT))}/` },
    {},
  ),
  rule(
    'libs-know-no-process',
    'Libraries serve the processes and know none of them.',
    { path: '^libs/' },
    { path: '^(src|apps)/' },
  ),
  rule(
    'processes-stay-apart',
    'API, worker, dashboard and CLI share libraries, queues and stores, not code of their own.',
    { path: '^(src|apps/[^/]+)/' },
    { path: '^(src|apps/[^/]+)/', pathNot: '^$1/' },
  ),
  rule(
    'product-imports-no-test',
    'Test code is not shipped.',
    { path: '^(src|apps|libs)/', pathNot: SPEC },
    { path: TESTS },
  ),
];

const doors = [
  rule(
    'library-through-its-index',
    'The index of a library is its door; pure.ts, where it has one, is the door to what needs no server.',
    { path: '^libs/([^/]+)/' },
    { path: '^libs/[^/]+/src/', pathNot: ['^libs/$1/', DOOR] },
  ),
  rule(
    'process-through-the-index',
    'The index of a library is its door; pure.ts, where it has one, is the door to what needs no server.',
    { path: '^(src|apps|test)/' },
    { path: '^libs/', pathNot: DOOR },
  ),
  rule(
    'library-by-its-alias',
    'Import @app/<lib>, not a path: the alias is what a build and a reader can follow.',
    // jest maps no aliases for its global setup.
    { path: '^(?:libs/([^/]+)|src|apps|test)/', pathNot: '^test/support/store-servers\\.ts$' },
    { path: '^libs/', pathNot: '^libs/$1/', dependencyTypesNot: ['aliased-tsconfig'] },
  ),
  rule(
    'no-way-in-through-the-own-index',
    'Inside a library files import each other; through the index everything would depend on everything.',
    { path: '^libs/([^/]+)/src/(?!index\\.ts$)' },
    { path: '^libs/$1/src/index\\.ts$' },
  ),
];

// Between libraries there can be none: MAY_IMPORT has no cycle, which test/architecture proves.
const cycles = [rule('no-cycle-of-files', 'Split out what both need.', {}, { circular: true })];

const purity = [
  rule(
    'engines-do-no-io',
    'An engine computes: the same input gives the same figures, anywhere.',
    { path: `^libs/${anyOf(ENGINES)}/`, pathNot: SPEC },
    { dependencyTypes: ['core'] },
  ),
  rule(
    'pure-door-reaches-no-server',
    'What is behind pure.ts loads quickly into a thread: no framework, no store, no queue, no model, not even by way of others.',
    { path: ['^libs/[^/]+/src/pure\\.ts$', '^libs/(report-files|uploads)/src/[a-z-]+\\.thread\\.ts$'] },
    { path: npm(anyOf(SERVER_PACKAGES)), reachable: true },
  ),
  rule(
    'engines-need-no-package',
    'An engine is plain TypeScript; zod checks the data of the catalog.',
    { path: `^libs/${anyOf(ENGINES)}/`, pathNot: SPEC },
    { path: '(^|/)node_modules/', pathNot: npm('zod') },
  ),
];

const homes = [
  rule(
    'mongoose-at-home',
    'Only schemas, repositories and modules know how documents are stored.',
    { path: '^(src|apps|libs)/', pathNot: ['\\.(schema|repository|module)\\.ts$', '^libs/database/', SPEC] },
    { path: [npm('mongoose'), npm('@nestjs/mongoose')] },
  ),
  rule(
    'bullmq-at-home',
    'Jobs are defined and enqueued through @app/queue.',
    { path: '^(src|apps|libs)/', pathNot: ['\\.processor\\.ts$', '^libs/queue/', SPEC] },
    { path: npm('bullmq') },
  ),
  rule(
    'model-providers-at-home',
    'Language models are reached through @app/llm, which keeps budgets and retries.',
    { path: '^(src|apps|libs)/', pathNot: '^libs/llm/' },
    { path: npm('(@langchain/(?!core/)[^/]+|langchain|openai|@anthropic-ai/[^/]+|ollama)') },
  ),
  rule(
    'local-stack-for-cli-and-tests',
    'The one-machine stack is a way to start the product, not a part of it.',
    { path: '^(src|apps|libs)/', pathNot: ['^apps/cli/', '^libs/local-stack/', SPEC] },
    { path: '^libs/local-stack/' },
  ),
  rule(
    'embedded-mongo-for-the-local-stack',
    'The product speaks to MongoDB and does not know which server answers.',
    { path: '^(src|apps|libs)/', pathNot: ['^apps/cli/', '^libs/(local-stack|embedded-mongo)/', SPEC] },
    { path: '^libs/embedded-mongo/' },
  ),
];

const processes = [
  rule(
    'worker-reaches-no-controller',
    'The worker serves no HTTP API.',
    { path: '^apps/worker/' },
    { path: '\\.controller\\.ts$', reachable: true },
  ),
  rule(
    'api-reaches-no-processor',
    'The API handles no jobs.',
    { path: '^src/' },
    { path: '\\.processor\\.ts$', reachable: true },
  ),
];

const packages = [
  rule('no-unknown-import', 'Nothing answers to this name.', {}, { couldNotResolve: true }),
  rule(
    'no-development-package-in-the-product',
    'The image is installed without development dependencies.',
    { path: '^(src|apps|libs)/', pathNot: SPEC },
    { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
  ),
  rule(
    'no-package-that-package-json-does-not-name',
    'It is there only because something else needs it.',
    { path: '^(src|apps|libs|test)/' },
    { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
  ),
];

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [...direction, ...doors, ...cycles, ...purity, ...homes, ...processes, ...packages],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)dist/' },
    tsConfig: { fileName: 'tsconfig.json' },
    // Imports that are only types are dependencies too.
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.d.ts', '.js', '.json'],
    },
  },
};
