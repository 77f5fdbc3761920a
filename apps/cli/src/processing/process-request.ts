import type { CommandContext } from '../command-context.ts';
import { commandToGoOn } from '../command-line.ts';
import { checkMetricsFile } from '../sources/check-metrics-file.ts';
import { findDataFiles } from '../sources/data-files.ts';
import { selectFiles } from '../sources/select-files.ts';
import type { SourceRequest } from '../sources/source-arguments.ts';
import type { ProcessedRequest } from './file-outcome.ts';
import { type ProcessOptions, processFiles } from './process-files.ts';
import { formatOutcome, formatTotal } from './processing-summary.ts';

/** Processes the files that a request chooses; prints what became of each, unless `quiet`. */
export async function processRequest(
  request: SourceRequest,
  options: ProcessOptions,
  quiet: boolean,
  context: CommandContext,
): Promise<ProcessedRequest> {
  const files = await selectFiles(await findDataFiles(request.paths), request, options.configuration);
  checkMetricsFile(files, options.output);
  const print = (text: string) => {
    if (!quiet && text !== '') context.stdout.write(`${text}\n`);
  };
  const startedAt = context.now();
  const outcomes = await processFiles(files, options, context, (outcome) =>
    print(formatOutcome(outcome, context.palette())),
  );
  const seconds = (context.now() - startedAt) / 1000;
  print(formatTotal(outcomes, seconds, context.palette()));
  return { files, outcomes, seconds };
}

/** Whether the user stopped it before all was done; says how to go on. */
export function wasStopped({ files, outcomes }: ProcessedRequest, context: CommandContext): boolean {
  const areWhole = outcomes.every((outcome) => outcome.kind === 'failed' || outcome.result.kind === 'done');
  if (outcomes.length === files.length && areWhole) return false;
  const command = commandToGoOn(context.parameters, context.environment);
  context.log.warn(`stopped; all that was done is stored. Go on with: ${command}`, { command });
  return true;
}
