import { describe, expect, it } from 'vitest';
import { didYouMean } from '../../src/output/did-you-mean.ts';

const WORDS = ['depth', 'batchSize', 'windowSeconds'];

describe('didYouMean', () => {
  it.each([
    ['dept', ' (did you mean depth?)'],
    ['depht', ' (did you mean depth?)'],
    ['batch_size', ' (did you mean batchSize?)'],
    ['BATCHSIZE', ' (did you mean batchSize?)'],
    ['windowSecs', ' (did you mean windowSeconds?)'],
  ])('finds what %s was meant to be', (word, text) => {
    expect(didYouMean(word, WORDS)).toBe(text);
  });

  it('offers nothing that is another word', () => {
    expect(didYouMean('colour', WORDS)).toBe('');
    expect(didYouMean('', WORDS)).toBe('');
  });
});
