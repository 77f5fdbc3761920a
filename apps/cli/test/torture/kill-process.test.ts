import type { ChildProcess } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeChoice, makeRandom, makeTally, SEED, TIMEOUT, times } from '@orderflow/torture';
import { beforeAll, describe, expect, it } from 'vitest';
import { orderflow, startOrderflow, temporaryFolder } from '../run-command.ts';
import { changeFile, readRows, sampleFile } from '../sample-files.ts';
import { type FileState, fileState } from '../support/file-state.ts';
import { readMetrics } from '../support/read-metrics.ts';

const KILLS = times(14);
const MOST_KILLS_A_CAMPAIGN = 6;

const tally = makeTally('kill', 'process');
const random = makeRandom(SEED);
const folder = temporaryFolder();
const masters = join(folder, 'masters');
const work = join(folder, 'work');
const temporary = join(folder, 'temporary');
const environment = { TMPDIR: temporary, SQLITE_TMPDIR: temporary, NODE_COMPILE_CACHE: join(folder, 'compiled') };

/** The first takes more than one transaction: 65,536 rows fill the first. */
const MARKETS = {
  'plain.db': { snapshots: 68_000, levels: 1, instruments: ['BTC-USDT', 'ETH-USDT'], seed: 1 },
  'ahead.db': { snapshots: 15_000, levels: 5, oddities: 0.01, seed: 2 },
  'mixed.db': { snapshots: 12_000, levels: 1, disorder: 0.01, oddities: 0.01, seed: 3 },
} as const;
const FIRST_COMMIT_PERCENT = 96;
const NAMES = Object.keys(MARKETS);

const undisturbed = new Map<string, FileState>();
const metrics = new Map<string, Buffer>();
let runMs = 0;

const { oneOf } = makeChoice(random);
const run = (words: readonly string[]) => orderflow(words, { cwd: work, environment });

function startOver(): void {
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work);
  for (const name of NAMES) copyFileSync(join(masters, name), join(work, name));
}

beforeAll(async () => {
  mkdirSync(masters);
  mkdirSync(temporary);
  for (const [name, market] of Object.entries(MARKETS)) await sampleFile(masters, name, market);
  changeFile(join(masters, 'ahead.db'), 'PRAGMA journal_mode = wal');
  startOver();
  expect(await run(['process', ...NAMES, '--threads', '1'])).toMatchObject({ exitCode: 0 });
  for (const name of NAMES) {
    undisturbed.set(name, fileState(join(work, name)));
    metrics.set(name, await readMetrics(join(work, name)));
  }
  startOver();
  const start = performance.now();
  expect(await run(['process', ...NAMES, '--threads', '3'])).toMatchObject({ exitCode: 0 });
  runMs = performance.now() - start;
}, TIMEOUT);

interface Campaign {
  readonly names: readonly string[];
  readonly flags: readonly string[];
  readonly output: string | null;
}

function planCampaign(): Campaign {
  const flags = ['--threads', String(oneOf(2, 3, 4))];
  const batchSize = oneOf(null, 50, 333);
  if (batchSize !== null) flags.push('--batch-size', String(batchSize));
  const journalMode = oneOf(null, null, null, 'wal', 'truncate', 'persist', 'delete');
  if (journalMode !== null) flags.push('--journal-mode', journalMode);
  if (random() < 0.15) flags.push('--force');
  const isApart = random() < 0.2;
  const names = isApart ? [oneOf(...NAMES)] : NAMES;
  return { names, flags: isApart ? [...flags, '--output', 'apart.db'] : flags, output: isApart ? 'apart.db' : null };
}

/** A random moment of a run, one soon after it begins to commit, or one between its transactions. */
async function momentOf(names: readonly string[]): Promise<void> {
  const kind = random();
  if (kind < 0.5) {
    await sleep(random() * runMs);
    return;
  }
  if (kind < 0.75 && names.includes('plain.db')) {
    await waitFor(() => hasMetrics(join(work, 'plain.db')));
    return;
  }
  const [delay, wanted] = [random() * 40, oneOf(...names)];
  await waitFor(() => existsSync(join(work, `${wanted}-journal`)));
  await sleep(delay);
}

async function waitFor(isDue: () => boolean): Promise<void> {
  const until = performance.now() + runMs;
  while (!isDue() && performance.now() < until) await sleep(1);
}

/** Whether metrics are committed; a file that cannot be read now has none. */
function hasMetrics(path: string): boolean {
  try {
    return readRows(path, 'SELECT 1 FROM metrics LIMIT 1').length > 0;
  } catch {
    return false;
  }
}

/** Kills a run of a campaign; false where it had ended before. */
async function killRun({ names, flags, output }: Campaign): Promise<boolean> {
  const { child, ended } = startOrderflow(['process', ...names, ...flags], { cwd: work, environment });
  await Promise.race([momentOf(output === null ? names : [output]), ended]);
  child.kill('SIGKILL');
  const { exitCode, signal, stderr } = await ended;
  if (signal !== 'SIGKILL') expect({ exitCode, stderr }).toMatchObject({ exitCode: 0 });
  return signal === 'SIGKILL';
}

/** Whoever only reads after a kill finds rows as they will be in the end, from the first on; how many found a part. */
async function readAfterKill({ names, output }: Campaign, context: string): Promise<number> {
  let partial = 0;
  for (const name of names) {
    const whole = metrics.get(name)!;
    const found = await readMetrics(join(work, name), output === null ? {} : { output: join(work, output) });
    expect(whole.subarray(0, found.length).equals(found), `${name} ${context}`).toBe(true);
    tally.count('reads after a kill');
    if (found.length > 0 && found.length < whole.length) partial++;
  }
  tally.count('reads that found a part', partial);
  return partial;
}

async function expectWhole({ names, output }: Campaign, context: string): Promise<void> {
  // Whoever opens a file first would put away what is left beside it.
  const wanted = output === null ? NAMES : [...NAMES, output];
  expect(readdirSync(work).sort(), context).toEqual([...wanted].sort());
  expect(readdirSync(temporary), context).toEqual([]);
  for (const name of names) {
    const [source, target] = [fileState(join(work, name)), fileState(join(work, output ?? name))];
    const whole = undisturbed.get(name)!;
    expect({ ...target, ...source, output: target.output }, `${name} ${context}`).toEqual(whole);
    expect(target.integrity).toBe('ok');
  }
}

function outputWords({ output }: Campaign): readonly string[] {
  return output === null ? [] : ['--output', output];
}

/** The next run ends as one that nobody killed. */
async function expectFinished(campaign: Campaign, context: string): Promise<void> {
  const finished = await run(['process', ...campaign.names, ...outputWords(campaign), '--threads', '2']);
  expect(finished, context).toMatchObject({ exitCode: 0 });
  await expectWhole(campaign, context);
  tally.count('files finished after kills', campaign.names.length);
}

describe(`process, killed (seed ${SEED})`, { timeout: TIMEOUT }, () => {
  it('ends with the same rows as a run that was left alone, whenever it is killed', async () => {
    for (let kills = 0; kills < KILLS; ) {
      const campaign = planCampaign();
      const context = `after ${kills} kills, ${campaign.names} ${campaign.flags.join(' ')}`;
      startOver();
      for (let attempt = 0; attempt < MOST_KILLS_A_CAMPAIGN; attempt++) {
        if (!(await killRun(campaign))) break;
        kills++;
        tally.count('runs killed');
        if (readdirSync(work).some((name) => /-(journal|wal)$/.test(name))) tally.count('kills that left a journal');
        if (random() < 0.5 && existsSync(join(work, campaign.output ?? 'plain.db')))
          await readAfterKill(campaign, context);
      }
      await expectFinished(campaign, context);
    }
  });

  it('leaves a part of the rows where it is killed behind its first transaction, and they are those of the end', async () => {
    for (let round = 0; round < times(1); round++) {
      const campaign = { names: ['plain.db'], flags: ['--threads', '2'], output: oneOf(null, 'apart.db') };
      const percent = FIRST_COMMIT_PERCENT + 1 + Math.floor(random() * (99 - FIRST_COMMIT_PERCENT));
      const context = `killed at ${percent} %, ${campaign.output}`;
      startOver();
      const words = ['process', ...campaign.names, ...campaign.flags, ...outputWords(campaign)];
      const at = { text: ` · ${percent} %`, act: (child: ChildProcess) => child.kill('SIGKILL') };
      const quickly = ['--log-frequency', '200', '--batch-size', '100'];
      const killed = await orderflow([...words, ...quickly], { cwd: work, environment, at });
      expect(killed, context).toMatchObject({ signal: 'SIGKILL', hasActed: true });
      tally.count('runs killed');
      expect(await readAfterKill(campaign, context), context).toBe(1);
      await expectFinished(campaign, context);
    }
  });
});
