import { storePlace } from './store-address';

describe('storePlace', () => {
  it.each([
    ['redis://:secret@cache:6380/1', { host: 'cache', port: 6380 }],
    ['redis://[::1]', { host: '::1', port: 6379 }],
    ['mongodb://u:p@a.example,b.example:27018/db?replicaSet=rs', { host: 'a.example', port: 27017 }],
    ['mongodb+srv://cluster.example/db', null],
  ])('of %s', (url, place) => {
    expect(storePlace(url)).toEqual(place);
  });
});
