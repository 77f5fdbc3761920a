import type { CommandContext } from '../command-context.ts';
import { commandToGoOn } from '../command-line.ts';
import { formatCount, formatCounted } from '../output/numbers.ts';
import type { OpenRuns } from '../runs/open-runs.ts';

/** How many trials have ended, those of earlier sweeps too, of how many. */
export interface EndedTrials {
  readonly done: number;
  readonly total: number;
}

/** Says of a sweep that the user stopped how far it came, what is kept of it, and how to go on. */
export function sayStopped(
  ended: EndedTrials | null,
  { file }: Pick<OpenRuns, 'file'>,
  { log, parameters, environment }: Pick<CommandContext, 'log' | 'parameters' | 'environment'>,
): void {
  const command = commandToGoOn(parameters, environment);
  const done = ended === null ? 'before a trial ended' : countText(ended, file);
  const next = file === null ? 'Begin anew with' : 'Go on with';
  log.warn(`stopped; ${done}. ${next}: ${command}`, { command });
}

function countText({ done, total }: EndedTrials, file: string | null): string {
  const kept = file === null ? ', none of which is stored' : ` and ${done === 1 ? 'is' : 'are'} stored in ${file}`;
  return `${formatCount(done)} of ${formatCounted(total, 'trial')} ended${kept}`;
}
