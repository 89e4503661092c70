import { AppConfig } from '@app/platform';
import { KnownHosts } from './known-hosts';

const STORES = { MONGODB_URL: 'mongodb://127.0.0.1:1/x', REDIS_URL: 'redis://127.0.0.1:2' };
const hosts = new KnownHosts(
  AppConfig.fromEnvironment({ ...STORES, API_HOSTS: 'Infra.example.org, api.internal' }),
);

describe('KnownHosts', () => {
  it.each([
    'localhost',
    'localhost:3000',
    'LOCALHOST:80',
    'localhost.:3000',
    'app.localhost',
    '127.0.0.1:3000',
    '10.0.0.7',
    '[::1]:3000',
    '[fe80::1]',
    'infra.example.org',
    'api.internal:8443',
  ])('answers %s', (host) => {
    expect(hosts.refusalOf(host)).toBeNull();
  });

  it.each([
    undefined,
    '',
    'rebound.example',
    'rebound.example:3000',
    'localhost.rebound.example',
    'notlocalhost',
    'infra.example.org.rebound.example',
    '127.0.0.1.rebound.example',
    '2130706433',
    '[rebound]',
    'localhost@rebound.example',
    'localhost:80:80',
  ])('refuses %s and names the remedy', (host) => {
    expect(hosts.refusalOf(host)).toMatchObject({
      kind: 'forbidden',
      code: 'request.unknown-host',
      message: expect.stringContaining('API_HOSTS') as string,
    });
  });
});
