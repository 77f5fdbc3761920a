import { describe, expect, it } from 'vitest';
import { ResultCache } from '../../src/server/api/result-cache.ts';

/** Counts how often an answer was worked out. */
function counted(cache: ResultCache) {
  let made = 0;
  const ask = (version: string, question: string) => cache.get(version, question, async () => ({ made: ++made }));
  return { ask, made: () => made };
}

describe('ResultCache', () => {
  it('works an answer out once, until the files change', async () => {
    const { ask, made } = counted(new ResultCache(2));
    expect([await ask('1', 'a'), await ask('1', 'a')]).toEqual([{ made: 1 }, { made: 1 }]);
    expect(await ask('2', 'a')).toEqual({ made: 2 });
    expect(made()).toBe(2);
  });

  it('forgets the oldest answer where there are too many', async () => {
    const { ask } = counted(new ResultCache(2));
    for (const question of ['a', 'b', 'c']) await ask('1', question);
    expect([await ask('1', 'c'), await ask('1', 'a')]).toEqual([{ made: 3 }, { made: 4 }]);
  });

  it('keeps no answer about files that have changed meanwhile, and no failure', async () => {
    const cache = new ResultCache(2);
    let finish: (result: object) => void = () => undefined;
    const slow = cache.get('1', 'a', () => new Promise<object>((resolve) => (finish = resolve)));
    await cache.get('2', 'b', async () => ({}));
    finish({ old: true });
    expect(await slow).toEqual({ old: true });
    expect(await cache.get('2', 'a', async () => ({ old: false }))).toEqual({ old: false });
    await expect(cache.get('2', 'c', () => Promise.reject(new Error('locked')))).rejects.toThrow('locked');
    expect(await cache.get('2', 'c', async () => ({ made: 1 }))).toEqual({ made: 1 });
  });
});
