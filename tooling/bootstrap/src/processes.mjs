import { spawn } from 'node:child_process';
import { constants } from 'node:os';

/**
 * Where and with what environment a process runs.
 * @typedef {object} Surroundings
 * @property {string} cwd
 * @property {NodeJS.ProcessEnv} [env]
 */

/**
 * What a process left behind.
 * @typedef {object} Outcome
 * @property {number} code its exit code; 128 and the signal's number where a signal ended it
 * @property {string} output what it wrote to stdout and stderr, in order
 */

/**
 * Runs a command and keeps what it writes.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {Surroundings} surroundings
 * @returns {Promise<Outcome>}
 */
export function runQuietly(command, args, surroundings) {
  const child = spawn(command, args, { ...surroundings, stdio: ['ignore', 'pipe', 'pipe'] });
  /** @type {Buffer[]} */
  const chunks = [];
  child.stdout.on('data', (chunk) => chunks.push(chunk));
  child.stderr.on('data', (chunk) => chunks.push(chunk));
  return ended(child).then((code) => ({ code, output: Buffer.concat(chunks).toString('utf8') }));
}

/**
 * Runs a command on this process's own terminal and hands on its exit code. Ctrl-C reaches the command through the
 * terminal; this process waits for it to end in its own way.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {Surroundings} surroundings
 * @returns {Promise<number>}
 */
export async function runOnTerminal(command, args, surroundings) {
  const child = spawn(command, args, { ...surroundings, stdio: 'inherit' });
  const interrupt = () => {
    if (!hasTerminal()) child.kill('SIGINT');
  };
  const terminate = () => child.kill('SIGTERM');
  process.on('SIGINT', interrupt).on('SIGTERM', terminate);
  try {
    return await ended(child);
  } finally {
    process.off('SIGINT', interrupt).off('SIGTERM', terminate);
  }
}

function hasTerminal() {
  return process.stdin.isTTY || process.stdout.isTTY || process.stderr.isTTY;
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<number>}
 */
function ended(child) {
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve(code ?? 128 + constants.signals[signal ?? 'SIGTERM']));
  });
}
