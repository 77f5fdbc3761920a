import { extname, resolve } from 'node:path';
import {
  type Alert,
  type CandleQuery,
  type Configuration,
  type DataSet,
  type LineQuery,
  OrderflowError,
  type PartSelection,
  type Strategy,
  type Timestamp,
} from '@orderflow/core';
import type { PictureRequest, SeriesSource, ThemeName } from '@orderflow/viz-web/chart';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { findStrategy, runStrategy } from '../analysis/run-strategy.ts';
import { warnOfUnreadThresholds } from '../analysis/warn-of-unread.ts';
import { withDataSet } from '../analysis/with-data-set.ts';
import type { CommandContext, Finish } from '../command-context.ts';
import { addSettingFlags } from '../configuration/setting-flags.ts';
import type { CommandOutcome } from '../exit-code.ts';
import { checkOutFile } from '../output/out-file.ts';
import { escapeControls, printable } from '../output/printable.ts';
import { isTooLarge, type PixelSize, pixelsOfSize } from '../picture/picture-size.ts';
import type { Charts } from '../picture/write-picture.ts';
import { findDataFiles } from '../sources/data-files.ts';
import type { SourceRequest } from '../sources/source-arguments.ts';
import {
  addMetricsFileOption,
  addSourceArguments,
  pathOption,
  readSettings,
  readSourceRequest,
  type SourceOptions,
} from './command-options.ts';

/** More instruments are not listed. */
const MOST_NAMES = 20;
const LEAST_DPI = 50;
const MOST_DPI = 600;
const THEMES = ['dark', 'light'] as const satisfies readonly ThemeName[];

interface Options extends SourceOptions {
  readonly out: string;
  readonly theme: ThemeName;
  readonly dpi: number;
  readonly strategy?: string;
  readonly window?: string;
}

/** What the drawing of a picture needs. */
interface Wanted {
  readonly path: string;
  readonly size: PixelSize;
  readonly theme: ThemeName;
  readonly configuration: Configuration;
  readonly request: SourceRequest;
  /** Whose alerts are drawn; null for none. */
  readonly strategy: Strategy | null;
}

const EXAMPLES = `
The picture shows what the browser's chart shows: candles, volume by side, OBI and CVD on one time axis. It holds one
instrument; bars are longer than --window where they could not be told apart.

Examples:
  orderflow chart BTC-USDT-2025-07-01.db --out chart.png
  orderflow chart BTC-USDT 2025-07-01 2025-07-02 --data captures --window 300 --theme light --out july.png
  orderflow chart capture.db --strategy default --alert-obi-level 0.8
  orderflow chart capture.db --figure-size 16x9 --dpi 200 --out wide.png`;

/** Adds `orderflow chart`. */
export function addChartCommand(program: Command, context: CommandContext, finish: Finish): void {
  const command = addSourceArguments(program.command('chart').description('draw the four panes as a PNG picture'));
  addMetricsFileOption(command)
    .option('--out <file>', 'the picture to write', 'orderflow-chart.png')
    .addOption(new Option('--theme <theme>', 'the colours').choices(THEMES).default('dark'))
    .option('--dpi <n>', 'pixels an inch', readDpi, 100)
    .option('--window <seconds>', 'short for --window-seconds')
    .option('--strategy <name>', 'draw the alerts of a strategy: a shipped one, or the path of a file')
    .addHelpText('after', EXAMPLES)
    .action(async (words: string[], _options: Options, self: Command) => {
      finish(await chartCommand(words, self.optsWithGlobals(), context));
    });
  addSettingFlags(command, ['bars', 'figure', 'metrics', 'cvd', 'strategy', 'alerts', 'reading', 'progress']);
}

async function chartCommand(
  words: readonly string[],
  { window, ...options }: Options,
  context: CommandContext,
): Promise<CommandOutcome> {
  const configuration = readSettings({ ...(window !== undefined && { windowSeconds: window }), ...options }, context);
  const request = readSourceRequest(words, options, context);
  const path = pictureOption(options.out, context);
  const size = sizeOf(configuration.figureSize, options.dpi);
  const named = options.strategy;
  const strategy = named === undefined ? null : await findStrategy(named, configuration, context);
  checkOutFile(path);
  const output = pathOption(options.output, context);
  const reading = { configuration, request, output, partial: true, log: context.log } as const;
  return withDataSet(await findDataFiles(request.paths), reading, async ({ dataSet, failures }) => {
    const wanted = { path, size, theme: options.theme, configuration, request, strategy };
    if (!(await drawChart(dataSet, wanted, context))) return stopped(context);
    context.stdout.write(`${escapeControls(path)}\n`);
    if (strategy !== null) warnOfUnreadThresholds(strategy, options, context.log);
    return failures.length > 0 ? 'bad-input' : 'done';
  });
}

/** The picture's path, absolute. */
function pictureOption(out: string, { cwd }: CommandContext): string {
  if (extname(out).toLowerCase() === '.png') return resolve(cwd, out);
  throw new OrderflowError(
    'bad-argument',
    `--out is '${printable(out)}'; pictures are PNG: name a file that ends in .png`,
  );
}

/** Draws and writes the picture; false where the user wanted to stop. */
async function drawChart(dataSet: DataSet, wanted: Wanted, context: CommandContext): Promise<boolean> {
  const selection = oneInstrument(dataSet, wanted.request);
  const { instrument } = selection;
  const alerts = await alertsOn(dataSet, wanted, context);
  if (alerts === null) return false;
  const { loadCharts, writePicture } = await import('../picture/write-picture.ts');
  const charts = await loadCharts(wanted.size);
  const picture = await charts.readPicture(sourceOf(dataSet, wanted), {
    ...pictureRequest(selection, wanted, charts),
    alerts,
  });
  if (picture === null) throw new OrderflowError('empty-range', `there is nothing of ${printable(instrument)} to draw`);
  if (context.signal.aborted) return false;
  await writePicture(wanted.path, picture, wanted.size, charts);
  return true;
}

/** The alerts to draw; null where the user wanted to stop. */
async function alertsOn(
  dataSet: DataSet,
  { strategy, configuration, request }: Wanted,
  context: CommandContext,
): Promise<readonly Alert[] | null> {
  if (strategy === null) return [];
  const report = await runStrategy(dataSet, { configuration, request, strategy }, context);
  return report?.alerts ?? null;
}

/** The parts of the instrument to draw. */
function oneInstrument(dataSet: DataSet, { instrument, range }: SourceRequest): PartSelection {
  const asked = { ...(instrument !== undefined && { instrument }), ...(range !== undefined && { range }) };
  const [first, ...others] = dataSet.select(asked);
  if (first !== undefined && others.length === 0) return first;
  const names = dataSet.instruments.slice(0, MOST_NAMES).map(printable).join(', ');
  throw new OrderflowError('bad-argument', `a picture shows one instrument; the data hold ${names}: name one of them`);
}

function pictureRequest(
  { instrument, all }: PartSelection,
  wanted: Wanted,
  { VALUE_AXIS_WIDTH }: Charts,
): PictureRequest {
  const { theme, size, configuration, request } = wanted;
  const { obiLevel } = configuration.alerts;
  const { start, end } = request.range ?? {};
  return {
    instrument,
    range: { ...(start && { start: millisecondsOf(start) }), ...(end && { end: millisecondsOf(end) }) },
    span: {
      start: Math.min(...all.map(({ first }) => first.timestamp)),
      end: Math.max(...all.map(({ last }) => last.timestamp + 1)),
    },
    windowSeconds: configuration.windowSeconds,
    pixels: Math.round((size.width - VALUE_AXIS_WIDTH) * size.ratio),
    theme,
    thresholds: obiLevel === null ? [] : [obiLevel],
  };
}

/** The data set's series, with the CVD that the settings want. */
function sourceOf({ series }: DataSet, { configuration: { cvdReset } }: Wanted): SeriesSource {
  const readSeries = (query: LineQuery | CandleQuery) =>
    query.series === 'candles' ? series.readSeries(query) : series.readSeries({ ...query, cvdReset });
  return { readSeries: readSeries as SeriesSource['readSeries'] };
}

function millisecondsOf({ timestamp, nanoseconds }: Timestamp): number {
  return timestamp + nanoseconds / 1e6;
}

function sizeOf([widthInches, heightInches]: Configuration['figureSize'], dpi: number): PixelSize {
  const size = pixelsOfSize({ widthInches, heightInches, dpi });
  if (!isTooLarge(size)) return size;
  throw new OrderflowError('bad-argument', 'the picture is too large: take a smaller --figure-size or fewer --dpi');
}

function stopped({ log }: CommandContext): CommandOutcome {
  log.warn('stopped; no picture was drawn');
  return 'interrupted';
}

function readDpi(text: string): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= LEAST_DPI && value <= MOST_DPI) return value;
  throw new InvalidArgumentError(`It must be a whole number from ${LEAST_DPI} to ${MOST_DPI}.`);
}
