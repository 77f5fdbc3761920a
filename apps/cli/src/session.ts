import type { CommandContext } from './command-context.ts';
import { workingFolder } from './command-line.ts';
import { type CommandOutcome, EXIT_CODES } from './exit-code.ts';
import { describeFailure, type Failure, isClosedPipe } from './failure.ts';
import { Interruption, type SignalSource } from './interruption.ts';
import { Log } from './output/log.ts';
import { choosePalette, type Palette } from './output/palette.ts';
import { commandsWith, createProgram, demandedBy } from './program.ts';
import type { CallbackClock } from './strategies/callback-clock.ts';

/** One run of the `orderflow` command. */
export interface Session {
  readonly log: Log;
  /** Parses the command line and runs its command; returns the exit code. */
  run(): Promise<number>;
  /** What to print of an error that `run` threw. */
  describeFailure(error: unknown): Failure;
}

/** What the command uses of a process. */
export type Process = SignalSource & Pick<NodeJS.Process, 'argv' | 'cwd' | 'env' | 'exit' | 'stderr' | 'stdout'>;

/** Wires the command to a process; `clock` tells what code of a user runs, in the process that such code has of its own. */
export function startSession(process: Process, clock: CallbackClock | null = null): Session {
  const log = new Log(process.stderr, Date.now);
  const interruption = new Interruption(
    process,
    // The process that waits for one of its own has said so already.
    () => clock === null && log.warn('stopping; Ctrl-C again ends at once'),
    () => performance.now(),
  );
  endWithOutput(process, log);
  let outcome: CommandOutcome = 'done';
  let palette = choosePalette({ isTerminal: false, wanted: false, environment: {} });
  const context = {
    ...makeContext(process, log, interruption, () => palette),
    clock,
  };
  const program = createProgram(context, {
    finish: (ended) => {
      outcome = ended;
    },
    configure: ({ color, logLevel, logFormat }) => {
      palette = paletteOf(process.stdout, color, process);
      log.configure({ level: logLevel, format: logFormat, palette: paletteOf(process.stderr, color, process) });
    },
  });
  return {
    log,
    run: async () => {
      await program.parseAsync(process.argv);
      return exitCodeOf(outcome, interruption);
    },
    describeFailure: (error) =>
      describeFailure(error, {
        stack: log.shows('debug'),
        commandsWith: (flag) => commandsWith(program, flag),
        demanded: (flag) => demandedBy(program, flag),
      }),
  };
}

/** Runs the command to its exit code, and says why where it fails. */
export async function runSession(session: Session): Promise<number> {
  try {
    return await session.run();
  } catch (error) {
    const { message, exitCode } = session.describeFailure(error);
    if (message !== null) session.log.error(message.split('\n'));
    return exitCode;
  }
}

function makeContext(
  process: Process,
  log: Log,
  signal: Interruption,
  palette: () => Palette,
): Omit<CommandContext, 'clock'> {
  return {
    cwd: workingFolder(process.env, process.cwd()),
    environment: process.env,
    parameters: process.argv.slice(2),
    stdout: process.stdout,
    stderr: process.stderr,
    log,
    palette,
    signal,
    now: Date.now,
  };
}

function paletteOf(stream: { readonly isTTY?: boolean }, wanted: boolean, { env }: Process): Palette {
  return choosePalette({ isTerminal: stream.isTTY === true, wanted, environment: env });
}

function exitCodeOf(outcome: CommandOutcome, interruption: Interruption): number {
  if (outcome === 'interrupted') return interruption.exitCode;
  if (outcome === 'failed') return EXIT_CODES.failed;
  if (outcome === 'wrong-usage') return EXIT_CODES.usage;
  return outcome === 'bad-input' ? EXIT_CODES.badInput : EXIT_CODES.done;
}

/** Output that cannot be written ends the command: quietly where its reader went away, as `head` does. */
function endWithOutput(process: Process, log: Log): void {
  for (const [name, stream] of Object.entries({
    'standard output': process.stdout,
    'standard error': process.stderr,
  })) {
    stream.on('error', (error) => {
      if (isClosedPipe(error)) process.exit(EXIT_CODES.done);
      log.error(`${name} cannot be written: ${error.message}`);
      process.exit(EXIT_CODES.failed);
    });
  }
}
