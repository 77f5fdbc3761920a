import type { Writable } from 'node:stream';
import type { Configuration, DataSet } from '@orderflow/core';
import { type Command, Option } from 'commander';
import { withDataSet } from '../analysis/with-data-set.ts';
import type { CommandContext, Finish } from '../command-context.ts';
import { addSettingFlags } from '../configuration/setting-flags.ts';
import type { CommandOutcome } from '../exit-code.ts';
import { barRows } from '../exporting/bar-rows.ts';
import { metricRows } from '../exporting/metric-rows.ts';
import type { RowStream } from '../exporting/rows.ts';
import { EXPORT_FORMATS, type ExportFormat, writeRows } from '../exporting/write-rows.ts';
import { formatCounted } from '../output/numbers.ts';
import { checkOutFile, writeOutFile } from '../output/out-file.ts';
import { escapeControls } from '../output/printable.ts';
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

/** What can be exported. */
const SUBJECTS = ['metrics', 'bars'] as const;

interface Options extends SourceOptions {
  readonly format: ExportFormat;
  readonly what: (typeof SUBJECTS)[number];
  readonly out?: string;
}

const EXAMPLES = `
Rows go to standard output, or to --out. Numbers have full precision, timestamps are ISO 8601 in UTC.

Examples:
  orderflow export capture.db --format csv > metrics.csv
  orderflow export BTC-USDT 2025-07-01 2025-07-02 --data captures --what bars --window-seconds 60
  orderflow export capture.db --format ndjson | head -3`;

/** Adds `orderflow export`. */
export function addExportCommand(program: Command, context: CommandContext, finish: Finish): void {
  const command = addSourceArguments(program.command('export').description('write metrics or bars as CSV or NDJSON'));
  addMetricsFileOption(command)
    .addOption(new Option('--format <format>', 'how rows are written').choices(EXPORT_FORMATS).default('csv'))
    .addOption(new Option('--what <what>', 'what is written').choices(SUBJECTS).default('metrics'))
    .option('--out <file>', 'write to this file')
    .addHelpText('after', EXAMPLES)
    .action(async (words: string[], _options: Options, self: Command) => {
      finish(await exportCommand(words, self.optsWithGlobals(), context));
    });
  addSettingFlags(command, ['bars', 'metrics', 'cvd', 'reading']);
}

async function exportCommand(
  words: readonly string[],
  options: Options,
  context: CommandContext,
): Promise<CommandOutcome> {
  const configuration = readSettings(options, context);
  const request = readSourceRequest(words, options, context);
  const out = pathOption(options.out, context);
  if (out !== undefined) checkOutFile(out);
  const reading = { configuration, request, output: pathOption(options.output, context), log: context.log };
  return withDataSet(await findDataFiles(request.paths), reading, async ({ dataSet, failures }) => {
    const write = (stream: Writable) =>
      writeRows(rowsOf(dataSet, options, request, configuration), options.format, stream, context.signal);
    const rows = out === undefined ? await write(context.stdout) : await writeToFile(out, write, context);
    if (context.signal.aborted) return stopped(out, context);
    const noun = options.what === 'bars' ? 'bar' : 'metric row';
    context.log.info(`${formatCounted(rows, noun)} written${out === undefined ? '' : ` to ${escapeControls(out)}`}`);
    return failures.length > 0 ? 'bad-input' : 'done';
  });
}

async function writeToFile(
  path: string,
  write: (stream: Writable) => Promise<number>,
  { signal }: CommandContext,
): Promise<number> {
  let rows = 0;
  await writeOutFile(path, async (stream) => {
    rows = await write(stream);
    return !signal.aborted;
  });
  return rows;
}

function stopped(out: string | undefined, { log }: CommandContext): CommandOutcome {
  log.warn(out === undefined ? 'stopped; the rows so far are whole' : 'stopped; no file was written');
  return 'interrupted';
}

function rowsOf(
  dataSet: DataSet,
  { what }: Options,
  { instrument, range }: SourceRequest,
  { windowSeconds, cvdReset }: Configuration,
): RowStream {
  const asked = { ...(instrument !== undefined && { instrument }), ...(range !== undefined && { range }) };
  if (what === 'bars') return barRows(dataSet.iterateTrades(asked), windowSeconds);
  return metricRows(dataSet.iterateMetrics({ ...asked, cvdReset }));
}
