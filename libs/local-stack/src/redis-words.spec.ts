import { explainRedis } from './redis-words';

const AT = '10950:M 20 Nov 2026 19:02:04.222';

describe('explainRedis', () => {
  it('keeps the warning that matters and says what to do about damaged files', () => {
    const tail = [
      `${AT} * Running mode=standalone, port=21609.`,
      `${AT} # Server initialized`,
      `${AT} # WARNING Memory overcommit must be enabled!`,
      `${AT} # Bad file format reading the append only file appendonly.aof.1.incr.aof: make a backup`,
    ];
    expect(explainRedis(tail, '/data/redis')).toEqual([
      'Bad file format reading the append only file appendonly.aof.1.incr.aof: make a backup',
      expect.stringContaining('Move /data/redis away'),
      expect.stringContaining('queued again'),
    ]);
  });

  it('keeps what the shell or the loader said', () => {
    const tail = ['sh: 1: /opt/redis-server: Permission denied'];
    expect(explainRedis(tail, '/data/redis')).toEqual(tail);
  });

  it('shows everything where nothing stands out', () => {
    const tail = [`${AT} * Running mode=standalone, port=21609.`];
    expect(explainRedis(tail, '/data/redis')).toEqual(tail);
  });
});
