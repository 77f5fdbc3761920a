import type { CommandOutcome } from './exit-code.ts';
import type { Log } from './output/log.ts';
import type { OutputStream } from './output/output-stream.ts';
import type { Palette } from './output/palette.ts';
import type { CallbackClock } from './strategies/callback-clock.ts';

/** What a command sees of the world. */
export interface CommandContext {
  /** The folder that relative paths start from. */
  readonly cwd: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The words of the command line after `orderflow`. */
  readonly parameters: readonly string[];
  /** Data go here. */
  readonly stdout: OutputStream;
  /** Progress goes here, and the log. */
  readonly stderr: OutputStream;
  readonly log: Log;
  /** Colours for `stdout`. */
  readonly palette: () => Palette;
  /** True once the user wants to stop: work ends after its current batch. */
  readonly signal: { readonly aborted: boolean };
  /** Tells what code of a user's strategy runs; null where such code has no process of its own yet. */
  readonly clock: CallbackClock | null;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** Says how a command ended that did not throw. */
export type Finish = (outcome: CommandOutcome) => void;
