import { forgetForeignSettings } from './foreign-settings';

describe('settings that packages read by themselves', () => {
  it('are taken out of the environment, and named', () => {
    const source = { LANGSMITH_TRACING: 'true', LANGSMITH_API_KEY: 'key', LOG_LEVEL: 'info' };
    expect(forgetForeignSettings(/^LANGSMITH_/, source)).toEqual(['LANGSMITH_TRACING', 'LANGSMITH_API_KEY']);
    expect(source).toEqual({ LOG_LEVEL: 'info' });
  });
});
