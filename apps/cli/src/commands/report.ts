import type { Command } from 'commander';
import { analyzeDataSet, openDataSet } from '../analysis/analyze-files.ts';
import type { CommandContext, Finish } from '../command-context.ts';
import { forPhase, loadConfiguration } from '../configuration/load-configuration.ts';
import { addSettingFlags } from '../configuration/setting-flags.ts';
import type { CommandOutcome } from '../exit-code.ts';
import { writeOutFile } from '../output/out-file.ts';
import { escapeControls } from '../output/printable.ts';
import { collectReport, type ReportParts } from '../report/collect-report.ts';
import { renderReport } from '../report/render-report.ts';
import { findDataFiles } from '../sources/data-files.ts';
import { withSources } from '../sources/open-sources.ts';
import { addStrategyOption } from './analyze.ts';
import {
  addMetricsFileOption,
  addSourceArguments,
  pathOption,
  readSourceRequest,
  type SourceOptions,
} from './command-options.ts';

/** Where a report goes if nothing is said. */
export const REPORT_FILE = 'orderflow-report.html';

interface Options extends SourceOptions {
  readonly strategy: string;
  readonly out: string;
}

const EXAMPLES = `
The report is one HTML page that needs nothing else: summary, alerts, data quality, how the numbers were computed.

Examples:
  orderflow report BTC-USDT-2025-07-01.db
  orderflow report BTC-USDT 2025-07-01 2025-08-01 --data captures --out july.html`;

/** Adds `orderflow report`. */
export function addReportCommand(program: Command, context: CommandContext, finish: Finish): void {
  const command = addSourceArguments(program.command('report').description('write one self-contained HTML page'));
  addStrategyOption(addMetricsFileOption(command))
    .option('--out <file>', 'the page to write', REPORT_FILE)
    .addHelpText('after', EXAMPLES)
    .action(async (words: string[], _options: Options, self: Command) => {
      finish(await reportCommand(words, self.optsWithGlobals(), context));
    });
  addSettingFlags(command, ['metrics', 'cvd', 'alerts', 'reading', 'progress']);
}

async function reportCommand(
  words: readonly string[],
  options: Options,
  context: CommandContext,
): Promise<CommandOutcome> {
  const configuration = forPhase(loadConfiguration({ ...options }, context.cwd), 2);
  const request = readSourceRequest(words, options, context);
  const reading = { configuration, output: pathOption(options.output, context), log: context.log };
  return withSources(await findDataFiles(request.paths), reading, async (opened) => {
    const dataSet = await openDataSet(opened.sources, configuration, context);
    const findings = await analyzeDataSet(dataSet, { configuration, request, strategy: options.strategy }, context);
    const out = await writeReport(options.out, { opened, dataSet, findings, request, configuration }, context);
    if (out === null) return 'interrupted';
    context.stdout.write(`${escapeControls(out)}\n`);
    return opened.failures.length > 0 ? 'bad-input' : 'done';
  });
}

/** Writes the report and returns its path; null where the user wanted to stop. */
export async function writeReport(out: string, parts: ReportParts, context: CommandContext): Promise<string | null> {
  const path = pathOption(out, context) ?? out;
  const model = context.signal.aborted ? null : await collectReport(parts, context);
  if (model === null || context.signal.aborted) {
    context.log.warn('stopped; no report was written');
    return null;
  }
  await writeOutFile(path, async (stream) => {
    stream.write(renderReport(model));
    return true;
  });
  return path;
}
