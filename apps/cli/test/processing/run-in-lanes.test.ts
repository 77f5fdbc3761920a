import { describe, expect, it } from 'vitest';
import { runInLanes } from '../../src/processing/run-in-lanes.ts';

interface Job {
  readonly name: string;
  readonly signal: { readonly aborted: boolean };
  readonly end: () => void;
  readonly fail: (error: Error) => void;
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

/** Starts work on items that end by hand. */
function start(names: readonly string[], lanes: number, signal = { aborted: false }) {
  const jobs: Job[] = [];
  const told: string[] = [];
  const all = runInLanes(names, {
    lanes,
    signal,
    work: (name, index, own) =>
      new Promise<{ readonly name: string }>((resolve, fail) => {
        expect(names[index]).toBe(name);
        jobs.push({ name, signal: own, end: () => resolve({ name }), fail });
      }),
    onResult: ({ name }) => told.push(name),
  });
  return { jobs, told, all, begun: () => jobs.map(({ name }) => name).join('') };
}

describe('runInLanes', () => {
  it('works on as many items as it may, begins them in order, and tells results in order', async () => {
    const { jobs, told, all, begun } = start(['a', 'b', 'c', 'd'], 2);
    expect(begun()).toBe('ab');
    jobs[1]!.end();
    await turn();
    expect(begun()).toBe('abc');
    expect(told).toEqual([]);
    jobs[0]!.end();
    await turn();
    expect(told).toEqual(['a', 'b']);
    expect(begun()).toBe('abcd');
    jobs[3]!.end();
    jobs[2]!.end();
    expect(await all).toEqual([{ name: 'a' }, { name: 'b' }, { name: 'c' }, { name: 'd' }]);
    expect(told).toEqual(['a', 'b', 'c', 'd']);
  });

  it('goes one after another in one lane', async () => {
    const { jobs, all, begun } = start(['a', 'b'], 1);
    expect(begun()).toBe('a');
    jobs[0]!.end();
    await turn();
    expect(begun()).toBe('ab');
    jobs[1]!.end();
    expect(await all).toHaveLength(2);
  });

  it('lets items before a failed one end, stops those behind it, and throws the first error in order', async () => {
    const { jobs, told, all, begun } = start(['a', 'b', 'c', 'd'], 3);
    const outcome = expect(all).rejects.toThrow('b is bad');
    jobs[2]!.fail(new Error('c is bad'));
    await turn();
    expect(jobs.map(({ signal }) => signal.aborted)).toEqual([false, false, false]);
    jobs[1]!.fail(new Error('b is bad'));
    await turn();
    expect(jobs.map(({ signal }) => signal.aborted)).toEqual([false, false, true]);
    jobs[0]!.end();
    await outcome;
    expect(told).toEqual(['a']);
    expect(begun()).toBe('abc');
  });

  it('begins nothing more once the user wants to stop, and gives what was begun', async () => {
    const signal = { aborted: false };
    const { jobs, all, begun } = start(['a', 'b', 'c', 'd'], 2, signal);
    signal.aborted = true;
    expect(jobs.map((job) => job.signal.aborted)).toEqual([true, true]);
    for (const job of jobs) job.end();
    expect(await all).toEqual([{ name: 'a' }, { name: 'b' }]);
    expect(begun()).toBe('ab');
  });

  it('fails where a result cannot be told, once no work is left', async () => {
    let working = 0;
    const all = runInLanes(['a', 'b'], {
      lanes: 2,
      signal: { aborted: false },
      work: async (name) => {
        working++;
        for (let turns = name === 'a' ? 1 : 5; turns > 0; turns--) await turn();
        working--;
        return { name };
      },
      onResult: () => {
        throw new Error('standard output is gone');
      },
    });
    await expect(all).rejects.toThrow('standard output is gone');
    expect(working).toBe(0);
  });

  it('has nothing to do where there are no items', async () => {
    expect(await start([], 4).all).toEqual([]);
  });
});
