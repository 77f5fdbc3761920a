import { OrderflowError } from '@orderflow/core';
import { type Command, Option } from 'commander';
import { collect } from '../commands/command-options.ts';
import { PLAYED_STRATEGY_NAMES } from './find-trading-strategy.ts';
import { MAKER_MODEL_NAMES } from './read-maker-models.ts';

/** Of all instruments, or those of some with their names before them: `BTC-USDT=0.5`. */
type RuleWords = string | readonly string[];

/** The options of a command that simulates trading, as they stand on the command line. */
export interface BacktestFlags {
  readonly strategy: string;
  readonly param?: readonly string[];
  readonly makerModel: string;
  readonly fees: string;
  readonly latency: string;
  readonly tick: RuleWords;
  readonly lot: RuleWords;
  readonly contractSize: RuleWords;
  readonly maxPosition?: RuleWords;
  readonly spot?: true;
  readonly cash: string;
  readonly sampleSeconds: string;
  readonly markoutSeconds: string;
  readonly gapSeconds: string;
}

/** What can be played. */
const STRATEGIES = `${PLAYED_STRATEGY_NAMES.join(', ')}, or a file such as ./my-strategy.ts`;

const STRATEGY = '--strategy <name|file>';
const STEPS = '0 takes any, auto what the data show';
const EACH = 'INSTRUMENT=SIZE for one; repeatable';

/** Commander asks for what is required before it names what it does not know, which hides a misspelt `--stratgy`. */
function demandStrategy(_: Command, command: Command): void {
  if (command.getOptionValue('strategy') !== undefined) return;
  throw new OrderflowError('bad-argument', `required option '${STRATEGY}' not specified: ${STRATEGIES}`);
}

/** Gives `command` the strategy and the assumptions of a simulation. */
export function addBacktestFlags(command: Command, makerModel: string): Command {
  const models = new Option('--maker-model <name>', 'how orders that rest are filled').default(makerModel);
  // Named for help and completion; power:N is one of many, so that they are not the only words.
  models.argChoices = [...MAKER_MODEL_NAMES];
  return command
    .option(STRATEGY, STRATEGIES)
    .hook('preAction', demandStrategy)
    .option('--param <name=value>', 'a parameter of the strategy; repeatable', collect)
    .addOption(models)
    .option('--fees <maker,taker>', 'basis points of the value traded; below 0 is a rebate', '2,5')
    .option('--latency <feed,order,response>', 'milliseconds; or feed,FILE.csv of measured orders', '0,0,0')
    .option('--tick <size>', `prices of orders are multiples of it; ${STEPS}; ${EACH}`, collectRule, 'auto')
    .option('--lot <size>', `sizes of orders are multiples of it; ${STEPS}; ${EACH}`, collectRule, 'auto')
    .option('--contract-size <size>', `how much of the base currency a size of 1 is; ${EACH}`, collectRule, '1')
    .option('--max-position <size>', `the largest position, long or short; ${EACH}`, collectRule)
    .option('--spot', 'no position below 0')
    .option('--cash <value>', 'what there is to begin with, in quote currency', '100000')
    .option('--sample-seconds <n>', 'how often the equity is sampled', '10')
    .option('--markout-seconds <list>', 'how long after a fill the mid is looked at', '1,10,60')
    .option('--gap-seconds <n>', 'books further apart have a gap between them', '60');
}

/** The value that stands there unless told otherwise is a text, those that are given a list. */
function collectRule(value: string, earlier?: RuleWords): readonly string[] {
  return typeof earlier === 'object' ? [...earlier, value] : [value];
}
