import { describe, expect, it } from 'vitest';
import { nodeVersionProblem } from '../src/node-version.ts';

describe('nodeVersionProblem', () => {
  it.each(['22.18.0', '22.19.1', '24.0.0', '26.10.0'])('accepts Node %s', (version) => {
    expect(nodeVersionProblem(version)).toBeNull();
  });

  it.each(['18.20.4', '20.20.0', '22.17.9'])('names Node %s and the version that is needed', (version) => {
    expect(nodeVersionProblem(version)).toContain(version);
    expect(nodeVersionProblem(version)).toContain('22.18');
  });
});
