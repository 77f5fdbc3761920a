import { resolve } from 'node:path';
import type { DataSet } from '@orderflow/core';
import type { Command } from 'commander';
import { findStrategy, runStrategy } from '../analysis/run-strategy.ts';
import { warnOfUnreadThresholds } from '../analysis/warn-of-unread.ts';
import { withDataSet } from '../analysis/with-data-set.ts';
import type { CommandContext, Finish } from '../command-context.ts';
import { forPhase } from '../configuration/load-configuration.ts';
import { addSettingFlags } from '../configuration/setting-flags.ts';
import type { CommandOutcome } from '../exit-code.ts';
import { checkOutFile, writeOutFile } from '../output/out-file.ts';
import { escapeControls } from '../output/printable.ts';
import { describeOtherData } from '../report/check-run-data.ts';
import { collectCharts } from '../report/collect-charts.ts';
import { collectReport, type ReportParts } from '../report/collect-report.ts';
import { renderReport } from '../report/render-report.ts';
import { type ReportRun, readReportRun } from '../report/report-run.ts';
import { shortId } from '../runs/keep-run.ts';
import { addRunsOption, openRunsToRead } from '../runs/open-runs.ts';
import { findDataFiles } from '../sources/data-files.ts';
import type { SourceRequest } from '../sources/source-arguments.ts';
import { addStrategyOption } from './analyze.ts';
import {
  addMetricsFileOption,
  addSourceArguments,
  pathOption,
  readSettings,
  readSourceRequest,
  type SourceOptions,
} from './command-options.ts';

/** A page of 5 MB, with a little to spare. */
const MOST_CHARACTERS = 4_900_000;

/** Where a report goes if nothing is said. */
export const REPORT_FILE = 'orderflow-report.html';

interface Options extends SourceOptions {
  readonly run?: string;
  readonly runs?: string;
  readonly strategy: string;
  readonly out: string;
}

const EXAMPLES = `
The report is one HTML page that needs nothing else: a chart that can be zoomed, summary, alerts, data quality, how the
numbers were computed. It stays below 5 MB: of large data the chart says where its resolution ends.

Examples:
  orderflow report BTC-USDT-2025-07-01.db
  orderflow report BTC-USDT-2025-07-01.db --run latest
  orderflow report BTC-USDT 2025-07-01 2025-08-01 --data captures --out july.html`;

/** Adds `orderflow report`. */
export function addReportCommand(program: Command, context: CommandContext, finish: Finish): void {
  const command = addSourceArguments(program.command('report').description('write one self-contained HTML page'));
  addStrategyOption(addMetricsFileOption(command))
    .option('--out <file>', 'the page to write', REPORT_FILE)
    .option(
      '--run <id>',
      'a backtest to report on too: the beginning of its id, or latest; id.model chooses a maker model',
    )
    .addHelpText('after', EXAMPLES)
    .action(async (words: string[], _options: Options, self: Command) => {
      finish(await reportCommand(words, self.optsWithGlobals(), context));
    });
  addRunsOption(command);
  addSettingFlags(command, ['bars', 'figure', 'metrics', 'cvd', 'strategy', 'alerts', 'reading', 'progress']);
}

async function reportCommand(
  words: readonly string[],
  options: Options,
  context: CommandContext,
): Promise<CommandOutcome> {
  const configuration = forPhase(readSettings(options, context), 2);
  const request = readSourceRequest(words, options, context);
  const strategy = await findStrategy(options.strategy, configuration, context);
  const path = resolve(context.cwd, options.out);
  checkOutFile(path);
  const run = options.run === undefined ? null : await readRun(options.run, options, context);
  const output = pathOption(options.output, context);
  const reading = { configuration, request, output, partial: true, log: context.log } as const;
  return withDataSet(await findDataFiles(request.paths), reading, async (data) => {
    const analysis = { configuration, request, strategy };
    // Of trades alone there is a chart, and nothing to analyse.
    const isAnalysed = hasSnapshots(data.dataSet, request);
    const findings = isAnalysed ? await runStrategy(data.dataSet, analysis, context) : await strategy.finish();
    const checked = run && (await checkRun(run, data.dataSet, { configuration, request }, context));
    const parts = { data, run: checked, request, configuration };
    const out = findings && (await writeReport(path, { ...parts, findings }, context));
    if (out === null) return stoppedReport(context);
    context.stdout.write(`${escapeControls(out)}\n`);
    if (isAnalysed) warnOfUnreadThresholds(strategy, options, context.log);
    return data.failures.length > 0 ? 'bad-input' : 'done';
  });
}

function hasSnapshots(dataSet: DataSet, { instrument, range }: SourceRequest): boolean {
  const asked = { ...(instrument !== undefined && { instrument }), ...(range !== undefined && { range }) };
  return dataSet.select(asked).some(({ touched }) => touched.some(({ snapshots }) => snapshots > 0));
}

/** The run of the file of runs that is named. */
async function readRun(name: string, { runs }: Options, context: CommandContext): Promise<ReportRun> {
  const open = await openRunsToRead({ ...(runs !== undefined && { runs }) }, context);
  try {
    return await readReportRun(open.repository, name);
  } finally {
    open.close();
  }
}

/** Warns where a run was made on other data, which the page says too. */
async function checkRun(
  run: ReportRun,
  dataSet: DataSet,
  { configuration, request: { instrument } }: Pick<ReportParts, 'configuration' | 'request'>,
  context: CommandContext,
): Promise<ReportRun> {
  const otherData = await describeOtherData(run.run, { dataSet, instrument }, configuration, context);
  if (otherData !== null) {
    const meaning = 'its fills and equity need not fit the charts of the report';
    context.log.warn(`run ${shortId(run.run.id)} was not made on these data: ${otherData}; ${meaning}`);
  }
  return { ...run, otherData };
}

/** Writes the report to an absolute path and returns it; null where the user wanted to stop. */
export async function writeReport(path: string, parts: ReportParts, context: CommandContext): Promise<string | null> {
  const model = await collectReport(parts, context);
  if (context.signal.aborted) return null;
  const charts = await collectCharts(
    model,
    parts,
    { characters: MOST_CHARACTERS - renderReport(model).length },
    context,
  );
  if (context.signal.aborted) return null;
  await writeOutFile(path, async (stream) => {
    stream.write(renderReport(model, charts));
    return true;
  });
  return path;
}

/** Says that there is no report. */
export function stoppedReport({ log }: CommandContext): CommandOutcome {
  log.warn('stopped; no report was written');
  return 'interrupted';
}
