import { comparePictures } from '@orderflow/pictures';
import type { Page } from 'playwright';
import { expect } from 'vitest';

/** The share of pixels that may differ: dashes are smoothed otherwise now and then. A pixel of room is far more. */
const MOST = 0.0001;

/** Waits until the charts of two pages look alike. */
export async function expectSamePicture(first: Page, second: Page, { timeout } = { timeout: 20_000 }): Promise<void> {
  const share = async () => {
    const [one, other] = await Promise.all([first, second].map((page) => page.locator('.chart-frame').screenshot()));
    return (await comparePictures(one!, other!)).share;
  };
  await expect.poll(share, { timeout }).toBeLessThan(MOST);
}
