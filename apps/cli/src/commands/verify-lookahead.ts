import { type Command, InvalidArgumentError } from 'commander';
import { withDataSet } from '../analysis/with-data-set.ts';
import { addBacktestFlags, type BacktestFlags } from '../backtesting/backtest-flags.ts';
import { checkLookahead } from '../backtesting/check-lookahead.ts';
import { findTradingStrategy } from '../backtesting/find-trading-strategy.ts';
import { formatLookahead, isClean, lookaheadAsJson } from '../backtesting/lookahead-summary.ts';
import { openMarket } from '../backtesting/open-market.ts';
import { readAssumptions } from '../backtesting/read-assumptions.ts';
import type { CommandContext, Finish } from '../command-context.ts';
import { addSettingFlags } from '../configuration/setting-flags.ts';
import type { CommandOutcome } from '../exit-code.ts';
import { writeJson } from '../output/json.ts';
import { findDataFiles } from '../sources/data-files.ts';
import { runApart } from '../strategies/run-apart.ts';
import { addSourceArguments, readSettings, readSourceRequest, type SourceOptions } from './command-options.ts';

interface Options extends SourceOptions, BacktestFlags {
  readonly moments: number;
  readonly seed: number;
  readonly json?: true;
}

const EXAMPLES = `
Plays the data again and again, each time with every price, size and side after a moment scrambled, and compares every
order, amendment, cancellation and timer up to that moment. One that differs knew what was to come: exit code 1.

Only what comes from the market is scrambled. A strategy that reads a file of its own, made from the same data, can
cheat unseen.

Examples:
  orderflow verify-lookahead capture.db --strategy obi-taker
  orderflow verify-lookahead capture.db --strategy ./my-strategy.ts --moments 20 --latency 5,20,5
  orderflow verify-lookahead BTC-USDT 2025-07-01 --data captures --strategy ./my-strategy.ts --json`;

/** Adds `orderflow verify-lookahead`. */
export function addVerifyLookaheadCommand(program: Command, context: CommandContext, finish: Finish): void {
  const described = program
    .command('verify-lookahead')
    .description('check that a strategy that trades does not see the future');
  const command = addBacktestFlags(addSourceArguments(described), 'touch')
    .option('--moments <n>', 'how many moments to scramble after, spread over the data', positiveWhole, 5)
    .option('--seed <n>', 'seed of the scrambling', wholeNumber, 1)
    .option('--json', 'print one JSON document')
    .addHelpText('after', EXAMPLES)
    .action(async (words: string[], { strategy }: Options, self: Command) => {
      finish(
        (await runApart(strategy, context)) ?? (await verifyLookaheadCommand(words, self.optsWithGlobals(), context)),
      );
    });
  addSettingFlags(command, ['reading', 'progress', 'strategy']);
}

async function verifyLookaheadCommand(
  words: readonly string[],
  options: Options,
  context: CommandContext,
): Promise<CommandOutcome> {
  const configuration = readSettings(options, context);
  const request = readSourceRequest(words, options, context);
  const assumptions = readAssumptions(options, context.cwd);
  context.clock?.watch(configuration.strategyTimeoutSeconds);
  const strategy = findTradingStrategy(options.strategy, assumptions.parameters, context);
  const reading = { configuration, request, output: undefined, log: context.log, isWithoutMetrics: true } as const;
  return withDataSet(await findDataFiles(request.paths), reading, async ({ dataSet, failures }) => {
    const setup = await openMarket(dataSet, { request, strategy, assumptions });
    const findings = await checkLookahead(setup, options, configuration, context);
    if (findings === null) return stopped(context);
    if (options.json) writeJson(context.stdout, lookaheadAsJson(setup.name, options.seed, findings));
    else context.stdout.write(`${formatLookahead(setup.name, findings, context.palette())}\n`);
    strategy.reads?.warnOfUnread(Object.keys(assumptions.parameters), context.log);
    if (!isClean(findings)) return 'failed';
    return failures.length > 0 ? 'bad-input' : 'done';
  });
}

function stopped({ log }: CommandContext): CommandOutcome {
  log.warn('stopped; there is nothing to show');
  return 'interrupted';
}

function positiveWhole(text: string): number {
  const value = wholeNumber(text);
  if (value > 0) return value;
  throw new InvalidArgumentError('It must be above 0.');
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(value)) return value;
  throw new InvalidArgumentError('It must be a whole number.');
}
