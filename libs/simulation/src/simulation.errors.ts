import { AppError, type FieldProblem } from '@app/kernel';

/** A specification that cannot be simulated: each problem with its place. */
export class SimulationSpecError extends AppError {
  constructor(problems: readonly FieldProblem[]) {
    super({
      kind: 'unprocessable',
      code: 'simulation.invalid-spec',
      message: `expected a fleet that can be simulated: ${problems.map(({ pointer, detail }) => `${pointer}: ${detail}`).join('; ')}`,
      problems,
    });
  }
}

/** A trace whose rows cannot be read: each row with what was expected there. */
export class TraceError extends AppError {
  constructor(problems: readonly FieldProblem[]) {
    super({
      kind: 'unprocessable',
      code: 'simulation.invalid-trace',
      message: `expected a CSV with the columns seconds,input_tokens,output_tokens and one request a row; ${problems.length} problem(s), the first: ${problems[0]?.pointer} ${problems[0]?.detail}`,
      problems,
    });
  }
}
