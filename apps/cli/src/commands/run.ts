import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { OrderflowError, type OrderflowErrorCode } from '@orderflow/core';
import type { Command } from 'commander';
import { analysisAsJson, formatAnalysis } from '../analysis/analysis-summary.ts';
import { findStrategy, runStrategy } from '../analysis/run-strategy.ts';
import { warnOfUnreadThresholds } from '../analysis/warn-of-unread.ts';
import { withDataSet } from '../analysis/with-data-set.ts';
import type { CommandContext, Finish } from '../command-context.ts';
import { forPhase } from '../configuration/load-configuration.ts';
import { addSettingFlags } from '../configuration/setting-flags.ts';
import type { CommandOutcome } from '../exit-code.ts';
import { writeJson } from '../output/json.ts';
import { checkOutFile } from '../output/out-file.ts';
import { escapeControls } from '../output/printable.ts';
import type { ProcessedRequest } from '../processing/file-outcome.ts';
import { processRequest, wasStopped } from '../processing/process-request.ts';
import { processedAsJson } from '../processing/processing-summary.ts';
import { addAlertLimit, addStrategyOption } from './analyze.ts';
import { addSourceArguments, readSourceRequest } from './command-options.ts';
import { addWritingOptions, type ProcessFlags, processOptions } from './process.ts';
import { REPORT_FILE, stoppedReport, writeReport } from './report.ts';

interface Options extends ProcessFlags {
  readonly strategy: string;
  readonly maxAlerts: number;
  readonly out: string;
}

/** What keeps metrics from being stored but not from being computed. */
const LIVE_CODES: ReadonlySet<OrderflowErrorCode> = new Set([
  'source-read-only',
  'source-locked',
  'storage-full',
  'settings-differ',
  'foreign-metrics',
]);

const EXAMPLES = `
Processes whole files, then analyses and reports what was asked for. Where metrics cannot be stored they are computed
on the way.

Examples:
  orderflow run --data sample
  orderflow run BTC-USDT 2025-07-01 2025-07-02 --data captures --out july-1.html
  orderflow run capture.db --strategy ./my-strategy.ts`;

/** Adds `orderflow run`. */
export function addRunCommand(program: Command, context: CommandContext, finish: Finish): void {
  const command = addSourceArguments(program.command('run').description('process, analyse and report in one go'));
  addAlertLimit(addStrategyOption(addWritingOptions(command)))
    .option('--out <file>', 'the report to write', REPORT_FILE)
    .option('--json', 'print one JSON document')
    .addHelpText('after', EXAMPLES)
    .action(async (words: string[], _options: Options, self: Command) => {
      finish(await runCommand(words, self.optsWithGlobals(), context));
    });
  addSettingFlags(command, [
    'bars',
    'figure',
    'metrics',
    'cvd',
    'strategy',
    'alerts',
    'threads',
    'reading',
    'storage',
    'progress',
  ]);
}

/** Everything that can be wrong with a command line is found here, before the work begins. */
async function prepare(words: readonly string[], options: Options, context: CommandContext) {
  const given = processOptions(options, context);
  const configuration = forPhase(given.configuration, 3);
  const settings = { ...given, configuration, tolerates: isLiveError };
  const request = readSourceRequest(words, options, context);
  const strategy = await findStrategy(options.strategy, configuration, context);
  const out = resolve(context.cwd, options.out);
  if (out === settings.output) throw samePath(out);
  checkOutFile(out);
  return { configuration, settings, request, strategy, out };
}

async function runCommand(
  words: readonly string[],
  options: Options,
  context: CommandContext,
): Promise<CommandOutcome> {
  const { configuration, settings, request, strategy, out } = await prepare(words, options, context);
  const quiet = options.json === true;
  const processed = await processRequest(request, settings, quiet, context);
  if (wasStopped(processed, context)) return 'interrupted';
  const { readable, failed } = sortOut(processed);
  if (readable.length === 0) throw new OrderflowError('source-unreadable', 'none of the files can be read');
  const reading = { configuration, request, output: existing(settings.output) };
  return withDataSet(readable, { ...reading, log: context.log }, async (opened) => {
    const data = { ...opened, failures: [...failed, ...opened.failures] };
    const findings = await runStrategy(data.dataSet, { configuration, request, strategy }, context);
    if (findings === null) return stoppedReport(context);
    if (!quiet) context.stdout.write(`\n${formatAnalysis(findings, options.maxAlerts, context.palette())}\n\n`);
    const report = await writeReport(out, { data, findings, request, configuration }, context);
    if (report === null) return stoppedReport(context);
    const found = { processing: processedAsJson(processed), analysis: analysisAsJson(findings), report };
    if (quiet) writeJson(context.stdout, found);
    else context.stdout.write(`${context.palette()('strong', 'Report')}\n${escapeControls(report)}\n`);
    warnOfUnreadThresholds(strategy, options, context.log);
    return data.failures.length > 0 ? 'bad-input' : 'done';
  });
}

function samePath(path: string): OrderflowError {
  return new OrderflowError(
    'bad-argument',
    `${escapeControls(path)} cannot be both the report (--out) and the metrics (--output)`,
  );
}

/** Where the metrics could not be written their file may not be there. */
function existing(path: string | undefined): string | undefined {
  return path !== undefined && existsSync(path) ? path : undefined;
}

function isLiveError({ code }: { readonly code: OrderflowErrorCode }): boolean {
  return LIVE_CODES.has(code);
}

/** Files that can be read, whether or not their metrics could be stored, and files that cannot. */
function sortOut({ files, outcomes }: ProcessedRequest) {
  const failed = outcomes.flatMap((outcome) =>
    outcome.kind === 'failed' && !isLiveError(outcome.error) ? [{ path: outcome.path, error: outcome.error }] : [],
  );
  const paths = new Set(failed.map(({ path }) => path));
  return { readable: files.filter(({ path }) => !paths.has(path)), failed };
}
