import { Command, Option } from 'commander';
import type { CommandContext, Finish } from './command-context.ts';
import { addAnalyzeCommand } from './commands/analyze.ts';
import { addBacktestCommand } from './commands/backtest.ts';
import { addChartCommand } from './commands/chart.ts';
import { addCleanCommand } from './commands/clean.ts';
import { addCompletionCommand } from './commands/completion.ts';
import { addDashboardCommand } from './commands/dashboard.ts';
import { addExportCommand } from './commands/export.ts';
import { addGenerateCommand } from './commands/generate.ts';
import { addInspectCommand } from './commands/inspect.ts';
import { addProcessCommand } from './commands/process.ts';
import { addReportCommand } from './commands/report.ts';
import { addRunCommand } from './commands/run.ts';
import { addRunsCommand } from './commands/runs.ts';
import { addSweepCommand } from './commands/sweep.ts';
import { addVerifyLookaheadCommand } from './commands/verify-lookahead.ts';
import { LOG_FORMATS, LOG_LEVELS, type LogFormat, type LogLevel } from './output/log.ts';
import { readVersion } from './version.ts';

/** The options that every command takes. */
export interface GlobalOptions {
  readonly color: boolean;
  readonly logLevel: LogLevel;
  readonly logFormat: LogFormat;
}

/** What the program tells its session. */
export interface ProgramEvents {
  /** A command ended without an error. */
  readonly finish: Finish;
  /** The global options are known; called before the command's action. */
  readonly configure: (options: GlobalOptions) => void;
}

/** The `orderflow` command with all its commands. Errors are thrown, never printed. */
export function createProgram(context: CommandContext, { finish, configure }: ProgramEvents): Command {
  const program = makeRoot(context)
    .option('--config <file>', 'settings file (default: orderflow.config.json in the working folder, if there)')
    .addOption(new Option('--log-level <level>', 'how much to log').choices(LOG_LEVELS).default('info'))
    .addOption(
      new Option('--log-format <format>', 'log lines for people or programs').choices(LOG_FORMATS).default('text'),
    )
    .option('--no-color', 'no colours; NO_COLOR does the same')
    .hook('preAction', (command) => configure(command.opts<GlobalOptions>()));
  for (const add of COMMANDS) add(program, context, finish);
  addCompletionCommand(program, context);
  return program.addHelpText('after', PROGRAM_EXAMPLES);
}

/** The names of the commands of `program` that take a flag. */
export function commandsWith(program: Command, flag: string): readonly string[] {
  return program.commands
    .filter(({ options }) => options.some((option) => option.long === flag))
    .map((command) => command.name());
}

/** What a flag takes that commands of `program` demand, in the words of their help; none where none does. */
export function demandedBy(program: Command, flag: string | undefined): readonly string[] {
  const options = program.commands.flatMap((command) => command.options);
  return options
    .filter(({ long, mandatory }) => mandatory && long === flag)
    .slice(0, 1)
    .map(({ description }) => description);
}

function makeRoot({ stdout, stderr }: CommandContext): Command {
  return new Command('orderflow')
    .description('Order-book imbalance and cumulative volume delta from SQLite files of books and trades.')
    .version(readVersion(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => stdout.write(text),
      writeErr: (text) => stderr.write(text),
      outputError: () => undefined,
    })
    .configureHelp({ showGlobalOptions: true, helpWidth: Math.min(stdout.columns ?? 100, 120) });
}

const COMMANDS = [
  addRunCommand,
  addProcessCommand,
  addAnalyzeCommand,
  addReportCommand,
  addChartCommand,
  addDashboardCommand,
  addBacktestCommand,
  addSweepCommand,
  addRunsCommand,
  addVerifyLookaheadCommand,
  addExportCommand,
  addInspectCommand,
  addCleanCommand,
  addGenerateCommand,
];

const PROGRAM_EXAMPLES = `
Examples:
  orderflow generate --out sample/BTC-USDT.db --snapshots 20000 --seed 7
  orderflow run --data sample
  orderflow analyze BTC-USDT 2025-07-01 2025-07-02 --data captures

Exit codes: 0 done, 1 failed, 2 wrong usage, 3 bad input, 130 interrupted, 143 terminated.`;
