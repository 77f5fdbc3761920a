import { expect, it } from 'vitest';
import { limitText, resolutionText } from '../../src/client/resolution-text.ts';

it('says what a page holds', () => {
  expect(resolutionText({ bucketMs: null, barSeconds: 1 })).toBe(
    'Every snapshot is in this page, with bars of 1s or longer.',
  );
  expect(resolutionText({ bucketMs: 8192, barSeconds: 300 })).toBe(
    'This page holds lines in steps of 8.2 s, each with its first, lowest, highest and last value, and bars of 5m or longer.',
  );
});

it('says where zooming in ends', () => {
  expect(limitText({ bucketMs: 131_072, barSeconds: 3600 })).toMatch(
    /^Zooming in ends here: this page holds lines in steps of 2 min 11 s and bars of 1h\./,
  );
  expect(limitText({ bucketMs: null, barSeconds: 5 })).toMatch(/^Zooming in ends here: this page holds bars of 5s\./);
});
