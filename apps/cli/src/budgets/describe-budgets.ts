import type { Command } from 'commander';
import type { CommandContext } from '../command-context';
import type { ExitCode } from '../exit-code';
import {
  attachForecast,
  listBudgets,
  setBudget,
  showBudget,
  uploadActuals,
  type ActualsOptions,
  type BudgetListOptions,
  type ForecastOptions,
  type SetOptions,
} from './budgets.command';

const SERVER = ['--server <url>', 'the API; otherwise the one that runs on this machine'] as const;

/** The commands about budgets. */
export function describeBudgets(
  program: Command,
  context: CommandContext,
  done: (code: ExitCode) => void,
): void {
  const group = program
    .command('budgets')
    .description('plan what may be spent, and hold it against what was');
  group
    .command('list')
    .description('list budgets, newest first')
    .option('--assessment <id>', 'those of one assessment')
    .option('--json', 'print { items, more } as JSON')
    .option(...SERVER)
    .action(async (options: BudgetListOptions) => done(await listBudgets(options, context)));
  group
    .command('show')
    .description('show a budget month by month: planned, spent, forecast, and its alerts')
    .argument('<id>', 'id of the budget')
    .option('--json', 'print { budget, variance, alerts } as JSON')
    .option(...SERVER)
    .action(async (id: string, options: BudgetListOptions) => done(await showBudget(id, options, context)));
  group
    .command('set')
    .description('store a budget, or replace the plan of one')
    .argument('<file>', 'name and lines of { month, category, usd } in YAML or JSON; - for standard input')
    .option('--id <budget>', 'replace the plan of this budget; forecast and actuals stay')
    .option('--json', 'print it as JSON')
    .option(...SERVER)
    .action(async (file: string, options: SetOptions) => done(await setBudget(file, options, context)));
  group
    .command('forecast')
    .description('hold a budget against the forecast of a run')
    .argument('<id>', 'id of the budget')
    .option('--run <run>', 'the run whose forecast to take')
    .option('--assessment <id>', 'or: the newest run with a result of this assessment')
    .option('--first-month <month>', 'the month that it begins with (2027-01); that of the run if left out')
    .option('--json', 'print it as JSON')
    .option(...SERVER)
    .action(async (id: string, options: ForecastOptions) => done(await attachForecast(id, options, context)));
  group
    .command('actuals')
    .description('store what was spent, from a CSV with date, category and amount_usd')
    .argument('<id>', 'id of the budget')
    .argument('<file>', 'the CSV; - for standard input')
    .option('--dry-run', 'say what is in it and what is wrong with it; store nothing')
    .option('--json', 'print what it came to as JSON')
    .option(...SERVER)
    .action(async (id: string, file: string, options: ActualsOptions) =>
      done(await uploadActuals(id, file, options, context)),
    );
}
