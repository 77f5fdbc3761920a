import type { Page } from 'playwright';

/** A frame in which the page drew. Times are milliseconds since the navigation began. */
export interface DrawnFrame {
  /** When the browser began the frame. */
  readonly start: number;
  /** When it could do something else: script, layout, drawing and its handing over are done. */
  readonly end: number;
  /** Whether the chart then said that its picture is exact. */
  readonly isExact: boolean;
}

/** What a page noted of itself. */
export interface PageLog {
  readonly frames: readonly DrawnFrame[];
  /** Times of wheel and pointer events, milliseconds since the navigation began. */
  readonly inputs: readonly number[];
}

declare global {
  interface Window {
    readonly pageLog: { frames: DrawnFrame[]; inputs: number[] };
  }
}

/** Has a page note its frames and events from its very start on. */
export async function recordPage(page: Page): Promise<void> {
  await page.addInitScript(noteFrames);
}

/** What the page noted since it was last asked. */
export function takeLog(page: Page): Promise<PageLog> {
  return page.evaluate(() => {
    const { frames, inputs } = window.pageLog;
    return { frames: frames.splice(0), inputs: inputs.splice(0) };
  });
}

/** Runs in the page. It asks for no frame itself, and what it adds to one is a message. */
function noteFrames(): void {
  const log = { frames: [] as DrawnFrame[], inputs: [] as number[] };
  Object.assign(window, { pageLog: log });
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = ({ data }: MessageEvent<number>) => {
    const isExact = /exact$/.test(document.querySelector('.of-badge')?.textContent ?? '');
    if (log.frames.at(-1)?.start !== data) log.frames.push({ start: data, end: performance.now(), isExact });
  };
  const request = window.requestAnimationFrame.bind(window);
  window.requestAnimationFrame = (draw) =>
    request((start) => {
      draw(start);
      port2.postMessage(start);
    });
  for (const type of ['wheel', 'pointermove', 'pointerup']) {
    addEventListener(type, ({ timeStamp }) => log.inputs.push(timeStamp), { capture: true, passive: true });
  }
}
