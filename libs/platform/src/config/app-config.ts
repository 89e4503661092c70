import { AppError } from '@app/kernel';
import type { Environment, EnvironmentVariable } from './environment';
import { environmentSchema } from './environment';
import { missingSettings } from './needed-settings';

const REMEDIES: Partial<Record<EnvironmentVariable, string>> = {
  MONGODB_URL: 'set it to your MongoDB, or use `npm start`, which brings a database of its own',
  REDIS_URL: 'set it to your Redis, or use `npm start`, which starts a private one',
};

/** The configuration of one process: read once, typed, frozen. The only reader of the environment. */
export class AppConfig {
  readonly env: Readonly<Environment>;

  constructor(env: Environment) {
    this.env = Object.freeze({ ...env });
  }

  get isProduction(): boolean {
    return this.env.NODE_ENV === 'production';
  }

  /**
   * Reads and checks the environment. Empty variables count as not set.
   * @throws config.invalid listing every problem and its remedy.
   */
  static fromEnvironment(source: Readonly<Record<string, string | undefined>> = process.env): AppConfig {
    const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''));
    const parsed = environmentSchema.safeParse(given);
    const missing = missingSettings(given);
    if (parsed.success && missing.length === 0) return new AppConfig(parsed.data);
    const problems = [
      ...(parsed.error?.issues ?? []).map((issue) => describe(issue.path.join('.'), issue.message, given)),
      ...missing.map(({ name, because, remedy }) => `${name} is not set, but ${because}: ${remedy}`),
    ];
    throw new AppError({
      kind: 'invalid',
      code: 'config.invalid',
      message: `The configuration has ${problems.length} problem(s):\n  - ${problems.join('\n  - ')}`,
    });
  }
}

function describe(
  name: string,
  message: string,
  given: Readonly<Record<string, string | undefined>>,
): string {
  const remedy = REMEDIES[name as EnvironmentVariable] ?? 'see .env.example';
  // Addresses may hold passwords: say what was wrong, never the value.
  return given[name] === undefined
    ? `${name} is not set: ${remedy}`
    : `${name} is set but not valid: ${message}; ${remedy}`;
}
