import { fastify } from 'fastify';
import { RouteTable } from './route-table';

describe('RouteTable', () => {
  const table = new RouteTable();

  beforeAll(() => {
    const server = fastify();
    table.watch(server);
    server.get('/v1/runs/:id', () => null);
    server.post('/v1/runs/:id/cancel', () => null);
    server.put('/v1/runs/:id', () => null);
    server.options('/*', () => null);
  });

  it.each([
    ['/v1/runs/7', ['GET', 'HEAD', 'PUT']],
    ['/v1/runs/7/cancel', ['POST']],
    ['/v1/runs/', []],
    ['/v1/runs', []],
    ['/v1/runs/7/cancel/now', []],
    ['/elsewhere', []],
  ])('knows the methods of %s', (path, methods) => {
    expect(table.methodsAt(path)).toEqual(methods);
  });
});
