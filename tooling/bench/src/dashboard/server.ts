import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { onExit } from '../clean-up.ts';

/** A dashboard that runs in a process of its own. */
export interface Server {
  readonly address: string;
  stop(): Promise<void>;
}

const running = new Set<() => void>();
let isWatched = false;

/** Starts a dashboard on files; it answers from now on, but has hardly begun to look into them. */
export async function startServer(paths: readonly string[], clientFolder: string): Promise<Server> {
  const program = join(import.meta.dirname, 'serve-child.ts');
  const args = ['--conditions=@orderflow/source', program, clientFolder, ...paths];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const kill = () => child.kill('SIGKILL');
  watch();
  running.add(kill);
  const ended = once(child, 'close').then(() => running.delete(kill));
  const said = once(createInterface(child.stdout), 'line').then(([line]) => String(line));
  const address = await Promise.race([said, ended]);
  if (typeof address !== 'string') throw new Error('the dashboard did not start');
  return {
    address,
    stop: async () => {
      kill();
      await ended;
    },
  };
}

function watch(): void {
  if (isWatched) return;
  isWatched = true;
  onExit(() => {
    for (const kill of running) kill();
  });
}
