import { AppError, InvariantError } from '@app/kernel';
import { startFailureOf } from './start-failure';

describe('startFailureOf', () => {
  it('asks to be started again when something was away', () => {
    const away = new AppError({ kind: 'unavailable', code: 'x.away', message: 'Start the store.' });
    expect(startFailureOf(away)).toEqual({ message: 'Start the store.', exitCode: 69 });
  });

  it('says what to mend, and where a defect is', () => {
    const wrong = new AppError({ kind: 'invalid', code: 'x.wrong', message: 'Set API_PORT.' });
    expect(startFailureOf(wrong)).toEqual({ message: 'Set API_PORT.', exitCode: 1 });
    expect(startFailureOf(new InvariantError('broken'))).toEqual({ message: 'broken', exitCode: 1 });
    expect(startFailureOf(new TypeError('no'))).toMatchObject({
      message: expect.stringContaining('start-failure.spec') as string,
      exitCode: 1,
    });
    expect(startFailureOf('no')).toEqual({ message: 'no', exitCode: 1 });
  });
});
