import module from 'node:module';
import { reportApart } from './apart-report.ts';
import { CallbackClock } from './callback-clock.ts';

// Ctrl-C reaches every process of a terminal; the process that waits for this one says when to stop.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined);
process.on('disconnect', () => process.exit());
// What the user's code starts and does not wait for: timers, promises.
process.on('uncaughtException', (error) => {
  const { message, stack } = describe(error);
  reportApart({ kind: 'failed', message, stack });
  process.exit();
});

module.enableCompileCache();
const { adviceFor } = await import('./advice.ts');
const { exitCodeOfSignal } = await import('../interruption.ts');
const { runSession, startSession } = await import('../session.ts');
const { argv, env, stderr, stdout } = process;
const exit = (exitCode?: number | string | null) => {
  reportApart({ kind: 'ended', exitCode: Number(exitCode) });
  process.exit(exitCode);
};
const session = startSession(
  {
    ...{ argv, env, stderr, stdout, exit },
    cwd: () => process.cwd(),
    endBy: (signal) => exit(exitCodeOfSignal(signal)),
    on: (signal, listener) => process.on('message', (sent) => sent === signal && listener(signal)),
  },
  new CallbackClock(),
);
const exitCode = await runSession(session);
// A pipe takes what is written as fast as its reader reads, and the end does not wait for it.
for (const stream of [stdout, stderr]) await new Promise((resolve) => stream.write('', resolve));
reportApart({ kind: 'ended', exitCode });
process.exitCode = exitCode;
process.disconnect?.();

function describe(error: unknown): { readonly message: string; readonly stack: string } {
  return { message: adviceFor(error), stack: error instanceof Error ? String(error.stack) : '' };
}
