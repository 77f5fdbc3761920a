import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { compareRuns, deflationsOf, deflationsOfAll, readSummary } from '@orderflow/backtest';
import { type Command, InvalidArgumentError } from 'commander';
import { readAssumptionFigures } from '../backtesting/assumption-figures.ts';
import { formatBacktest } from '../backtesting/backtest-summary.ts';
import { NOTHING_INFERRED } from '../backtesting/inferred-rules.ts';
import { isoTime } from '../backtesting/iso-time.ts';
import type { CommandContext, Finish } from '../command-context.ts';
import type { CommandOutcome } from '../exit-code.ts';
import { writeJson } from '../output/json.ts';
import { escapeControls } from '../output/printable.ts';
import { proseWidthOf } from '../output/wrap-words.ts';
import { findRun } from '../runs/find-run.ts';
import { addRunsOption, type OpenRuns, openRunsToRead, type RunsFlags } from '../runs/open-runs.ts';
import { differenceAsJson, formatDifference } from '../runs/run-difference.ts';
import { listedAsJson, runDocument } from '../runs/run-document.ts';
import { formatRuns, type ListedRun, parametersText } from '../runs/runs-table.ts';

/** Characters in a line where there is no terminal. */
const PIPED_WIDTH = 80;
const MOST_WIDTH = 100;

interface Options extends RunsFlags {
  readonly json?: true;
}

interface ListOptions extends Options {
  readonly strategy?: string;
  readonly limit: number;
}

const EXAMPLES = `
A run is named by the beginning of its id, or latest. The same data, parameters, assumptions and code are the same run,
and give the same results byte by byte.

Examples:
  orderflow runs list --strategy obi-taker
  orderflow runs show 3f2a --json
  orderflow runs diff 3f2a latest`;

/** Adds `orderflow runs`. */
export function addRunsCommand(program: Command, context: CommandContext, finish: Finish): void {
  const runs = program
    .command('runs')
    .description('list, show and compare the backtests that were stored')
    .addHelpText('after', EXAMPLES);
  const add = (name: string, description: string) =>
    addRunsOption(runs.command(name).description(description)).option('--json', 'print one JSON document');
  add('list', 'list stored runs, latest first')
    .option('--strategy <name>', 'only runs of this strategy')
    .option('--limit <n>', 'the most runs', positiveWhole, 20)
    .action(async (_options: ListOptions, self: Command) => {
      finish(await withRuns(self, context, (place, options) => list(place, options as ListOptions, context)));
    });
  add('show <run>', 'show a stored run').action(async (word: string, _options: Options, self: Command) => {
    finish(await withRuns(self, context, (place, options) => show(place, word, options, context)));
  });
  add('diff <run> <other>', 'compare two stored runs, fill by fill').action(
    async (word: string, other: string, _options: Options, self: Command) => {
      finish(await withRuns(self, context, (place, options) => diff(place, [word, other], options, context)));
    },
  );
}

async function withRuns(
  self: Command,
  context: CommandContext,
  use: (place: OpenRuns, options: Options) => Promise<void>,
): Promise<CommandOutcome> {
  const options = self.optsWithGlobals<Options>();
  const place = await openRunsToRead(options, context);
  try {
    await use(place, options);
    return 'done';
  } finally {
    place.close();
  }
}

async function list({ repository }: OpenRuns, options: ListOptions, context: CommandContext): Promise<void> {
  const { strategy, limit, json } = options;
  const runs = await repository.list({ limit, ...(strategy !== undefined && { strategy }) });
  const deflations = await deflationsOfAll(runs, repository);
  const listed: readonly ListedRun[] = runs.map((run, index) => ({ run, deflations: deflations[index]! }));
  if (json) writeJson(context.stdout, { runs: listed.map(listedAsJson) });
  else context.stdout.write(`${listed.length === 0 ? 'no runs' : formatRuns(listed, context.palette())}\n`);
}

async function show({ repository }: OpenRuns, word: string, { json }: Options, context: CommandContext): Promise<void> {
  const run = await findRun(repository, word);
  const listed = { run, deflations: await deflationsOf(run, repository) };
  if (json) await pipeline(Readable.from(runDocument(listed, repository)), context.stdout, { end: false });
  else context.stdout.write(`${shownText(listed, context)}\n`);
}

function shownText({ run, deflations }: ListedRun, { palette, stdout }: CommandContext): string {
  const { id, createdAt, inputs, data, resultHash } = run;
  const shown = formatBacktest(
    {
      ...{ name: inputs.strategy, data, deflations, summaries: run.results.map(readSummary) },
      assumptions: readAssumptionFigures(inputs.assumptions),
      inferred: NOTHING_INFERRED,
    },
    palette(),
    proseWidthOf(stdout),
  );
  const facts = [
    ['run', id],
    ['stored', isoTime(createdAt)],
    ['parameters', parametersText(inputs.parameters)],
    ['data', inputs.dataHash],
    ['code', `engine ${inputs.engine}, strategy ${inputs.strategyCode}`],
    ['results', resultHash],
  ] as const;
  return `${shown}\n\n${facts.map(([title, text]) => `${title.padEnd(12)}${escapeControls(text)}`).join('\n')}`;
}

async function diff(
  { repository }: OpenRuns,
  [one, other]: readonly [string, string],
  { json }: Options,
  { stdout, palette }: CommandContext,
): Promise<void> {
  const difference = await compareRuns(repository, await findRun(repository, one), await findRun(repository, other));
  if (json) writeJson(stdout, differenceAsJson(difference));
  else
    stdout.write(`${formatDifference(difference, palette(), Math.min(stdout.columns ?? PIPED_WIDTH, MOST_WIDTH))}\n`);
}

function positiveWhole(text: string): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value > 0 && Number.isSafeInteger(value)) return value;
  throw new InvalidArgumentError('It must be a whole number above 0.');
}
