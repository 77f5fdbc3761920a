const MS_A_SECOND = 1000;

/**
 * Prints what is being done, does it, and closes the line with how that went. Everything goes to stderr: stdout
 * belongs to the data of the command that runs afterwards.
 * @param {string} label
 * @param {() => Promise<import('./processes.mjs').Outcome>} work
 * @returns {Promise<import('./processes.mjs').Outcome & { seconds: number }>}
 */
export async function step(label, work) {
  process.stderr.write(`${label} ... `);
  const start = Date.now();
  const outcome = await work();
  const seconds = (Date.now() - start) / MS_A_SECOND;
  process.stderr.write(`${outcome.code === 0 ? 'done' : 'failed'} (${seconds.toFixed(1)} s)\n`);
  if (outcome.code !== 0) process.stderr.write(`\n${outcome.output.trimEnd()}\n\n`);
  return { ...outcome, seconds };
}
