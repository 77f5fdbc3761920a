import type { ChildProcess } from 'node:child_process';
import { startOrderflow } from '../run-command.ts';

/** A dashboard that listens. */
export interface ServedDashboard {
  /** Its address, with a slash behind it. */
  readonly address: string;
  readonly child: ChildProcess;
  stop(): Promise<void>;
}

/** Starts `orderflow dashboard` on files or folders. */
export async function serveDashboard(...sources: readonly string[]): Promise<ServedDashboard> {
  const words = sources.flatMap((source) => ['--data', source]);
  const { child, ended } = startOrderflow(['dashboard', '--port', '0', ...words]);
  const address = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (text) => resolve(String(text).trim()));
    ended.then(({ stderr }) => reject(new Error(`the dashboard ended: ${stderr}`)), reject);
  });
  return {
    address,
    child,
    stop: async () => {
      child.kill('SIGINT');
      await ended;
    },
  };
}
