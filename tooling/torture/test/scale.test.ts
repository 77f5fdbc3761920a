import { afterEach, describe, expect, it, vi } from 'vitest';

afterEach(() => {
  vi.unstubAllEnvs();
  vi.resetModules();
});

describe('the scale of a run', () => {
  it('is the short form unless the environment says otherwise', async () => {
    vi.stubEnv('ORDERFLOW_TORTURE_TIMES', undefined);
    const { TIMES, times } = await import('../src/scale.ts');
    expect([TIMES, times(40)]).toEqual([1, 40]);
  });

  it('multiplies the cases', async () => {
    vi.stubEnv('ORDERFLOW_TORTURE_TIMES', '25');
    const { times } = await import('../src/scale.ts');
    expect(times(40)).toBe(1000);
  });

  it.each(['0', '-1', '1.5', 'many', ''])('refuses %j', async (text) => {
    vi.stubEnv('ORDERFLOW_TORTURE_SEED', text);
    await expect(import('../src/scale.ts')).rejects.toThrow(`ORDERFLOW_TORTURE_SEED is ${text}`);
  });
});
