import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { MEMORY_FLAGS, MEMORY_SETTINGS } from '@app/local-stack';
import { environmentSchema } from '@app/platform';

interface Service {
  readonly image?: string;
  readonly build?: string;
  readonly command: readonly string[];
  readonly environment?: Record<string, string>;
  readonly ports?: readonly string[];
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly depends_on?: Record<string, { readonly condition: string }>;
}

const ROOT = join(__dirname, '../..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const compose = (path: string): Record<string, Service> =>
  (parse(read(path), { merge: true }) as { services: Record<string, Service> }).services;

const services = compose('docker-compose.yml');
const product = Object.values(services).filter((service) => service.build);

describe('docker-compose.yml', () => {
  it('runs the API, the worker, MongoDB and Redis', () => {
    expect(Object.keys(services).sort()).toEqual(['api', 'mongo', 'redis', 'worker']);
    expect(product).toHaveLength(2);
  });

  it('checks the health of everything', () => {
    const unchecked = Object.keys(services).filter((name) => !services[name]!.healthcheck?.test.length);
    expect(unchecked).toEqual([]);
  });

  it('starts the product once both stores are healthy', () => {
    for (const { depends_on: awaited } of product) {
      expect(awaited).toEqual({
        mongo: { condition: 'service_healthy' },
        redis: { condition: 'service_healthy' },
      });
    }
  });

  it('publishes the API alone, on loopback', () => {
    const published = Object.keys(services).filter((name) => services[name]!.ports);
    expect(published).toEqual(['api']);
    expect(services.api!.ports).toEqual([expect.stringMatching(/^127\.0\.0\.1:/)]);
  });

  it('keeps what Redis holds, on disk and in memory', () => {
    expect(services.redis!.command.join(' ')).toContain('--appendonly yes --maxmemory-policy noeviction');
  });

  it('runs MongoDB as a replica set', () => {
    expect(services.mongo!.command.join(' ')).toContain('--replSet rs0');
    expect(services.mongo!.healthcheck!.test.join(' ')).toContain('rs.initiate');
  });

  it('runs the product in production mode with variables that it knows', () => {
    const known = [...Object.keys(environmentSchema.shape), 'HEALTH_PORT'];
    for (const { environment = {} } of product) {
      expect(environment.NODE_ENV).toBe('production');
      expect(known).toEqual(expect.arrayContaining(Object.keys(environment)));
    }
  });

  it('starts what the build writes', () => {
    const entries = read('scripts/sources.mjs');
    for (const { command } of product) expect(entries).toContain(`'${command[1]}'`);
  });

  it('publishes the stores for tests on loopback alone', () => {
    const ports = Object.values(compose('deploy/compose.published-stores.yml')).flatMap(
      ({ ports = [] }) => ports,
    );
    expect(ports).toHaveLength(2);
    for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:/);
  });
});

describe('Dockerfile', () => {
  const lines = read('Dockerfile').split('\n');
  const last = lines.slice(lines.findLastIndex((line) => line.startsWith('FROM ')));

  it('builds every stage on the Node that the product needs', () => {
    const images = lines.filter((line) => line.startsWith('FROM ')).map((line) => line.split(' ')[1]);
    expect(new Set(images)).toEqual(new Set(['node:24-slim']));
  });

  it('bounds the memory of a process as the one-machine stack does', () => {
    expect(last.join('\n')).toContain(`NODE_OPTIONS=${MEMORY_FLAGS.join(' ')}`);
    for (const [name, value] of Object.entries(MEMORY_SETTINGS))
      expect(last).toContain(`    ${name}=${value} \\`);
  });

  it('ships no development dependency and runs without root', () => {
    expect(lines).toContain('RUN npm ci --omit=dev --ignore-scripts');
    expect(last).toContain('USER node');
    expect(last.filter((line) => line.startsWith('RUN '))).toEqual([]);
  });

  it('copies only files that exist and that .dockerignore lets through', () => {
    const letThrough = read('.dockerignore').split('\n');
    const copied = lines
      .filter((line) => line.startsWith('COPY ') && !line.includes('--from'))
      .flatMap((line) => line.split(' ').slice(1, -1));
    expect(
      copied.filter((path) => !existsSync(join(ROOT, path)) || !letThrough.includes(`!${path}`)),
    ).toEqual([]);
  });
});
