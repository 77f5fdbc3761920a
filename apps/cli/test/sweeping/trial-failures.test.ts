import { expect, it } from 'vitest';
import { failedTrials } from '../../src/sweeping/trial-failures.ts';

const failure = (size: number, message: string, code: 'bad-strategy' | null = 'bad-strategy') => ({
  task: { parameters: { size } },
  code,
  message,
});

it('tells ten reasons at most, and how many are left', () => {
  const failures = Array.from({ length: 12 }, (_, size) => failure(size, `reason ${size}`));
  const { message } = failedTrials(failures, 20);
  expect(message).toMatch(/^12 of 20 trials failed:\n {2}1: reason 0 \(trial size=0\)\n/);
  expect(message).toMatch(/\n {2}1: reason 9 \(trial size=9\)\n {2}and for 2 more reasons$/);
});

it('has the code of the first failure; one that is none of ours stays an error of the program', () => {
  const own = failedTrials([failure(1, 'slow'), failure(2, 'fast', null)], 2);
  expect(own).toMatchObject({ code: 'bad-strategy', message: expect.stringContaining('1: fast (trial size=2)') });
  const other = failedTrials([failure(1, 'slow', null)], 3);
  expect(other.message).toBe('1 of 3 trials failed: slow (trial size=1)');
  expect(other).not.toHaveProperty('code');
});
