import { spawn } from 'node:child_process';

/** The command that opens an address in the user's browser. */
export function browserCommand(platform: NodeJS.Platform): readonly [file: string, ...parameters: string[]] {
  if (platform === 'darwin') return ['open'];
  // `start` takes the first quoted word for a title.
  return platform === 'win32' ? ['cmd', '/c', 'start', ''] : ['xdg-open'];
}

/** Opens an address in the user's browser; `onFailure` is told where there is none. */
export function openBrowser(address: string, platform: NodeJS.Platform, onFailure: () => void): void {
  const [file, ...parameters] = browserCommand(platform);
  const child = spawn(file, [...parameters, address], { stdio: 'ignore', detached: true });
  child.on('error', onFailure);
  child.on('exit', (code) => {
    if (code !== 0) onFailure();
  });
  child.unref();
}
