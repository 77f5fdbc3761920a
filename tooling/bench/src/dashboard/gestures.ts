import { setTimeout } from 'node:timers/promises';
import type { CDPSession, Page } from 'playwright';
import { GESTURE_MARK, REST_MARK } from './frame-costs.ts';
import { type PageLog, takeLog } from './page-recorder.ts';

/** Between two events: what a mouse of 125 Hz sends. */
const EVENT_MS = 8;
/** Steps of the wheel in a burst: together they zoom nearly fivefold. */
const WHEEL_EVENTS = 32;
const WHEEL_DELTA = 50;
const DRAG_EVENTS = 64;
const DRAG_REACH = 400;
/** Where the hand is, in the page. */
const HAND = { x: 700, y: 300 };
/** A gesture's picture is waited for this long after its end, at least and at most. */
const REST_MS = 400;
const MOST_REST_MS = 5000;

/** A burst of events and what the page noted until it was at rest. */
export interface Gesture {
  readonly kind: 'zoom' | 'pan';
  readonly log: PageLog;
}

/** Turns the wheel from everything down to seconds and back, and drags the chart to and fro on every rung. */
export async function climbLadder(page: Page, rungs: number): Promise<readonly Gesture[]> {
  const session = await page.context().newCDPSession(page);
  await session.send('Input.dispatchMouseEvent', { type: 'mouseMoved', ...HAND });
  await page.waitForTimeout(REST_MS);
  await takeLog(page);
  const gestures: Gesture[] = [];
  for (let rung = 0; rung < 2 * rungs; rung++) {
    const deltaY = rung < rungs ? -WHEEL_DELTA : WHEEL_DELTA;
    gestures.push({ kind: 'zoom', log: await perform(page, () => turnWheel(session, deltaY)) });
    gestures.push({ kind: 'pan', log: await perform(page, () => drag(session)) });
  }
  await session.detach();
  return gestures;
}

async function perform(page: Page, gesture: () => Promise<void>): Promise<PageLog> {
  await page.evaluate((mark) => performance.mark(mark), GESTURE_MARK);
  await gesture();
  await page.waitForTimeout(REST_MS);
  for (let waited = REST_MS; waited < MOST_REST_MS && !(await isExact(page)); waited += 100) {
    await page.waitForTimeout(100);
  }
  await page.evaluate((mark) => performance.mark(mark), REST_MARK);
  return takeLog(page);
}

function isExact(page: Page): Promise<boolean> {
  return page.evaluate(() => window.pageLog.frames.at(-1)?.isExact === true);
}

function turnWheel(session: CDPSession, deltaY: number): Promise<void> {
  return paced(WHEEL_EVENTS, () =>
    session.send('Input.dispatchMouseEvent', { type: 'mouseWheel', ...HAND, deltaX: 0, deltaY }),
  );
}

async function drag(session: CDPSession): Promise<void> {
  const button = { button: 'left', clickCount: 1 } as const;
  await session.send('Input.dispatchMouseEvent', { type: 'mousePressed', ...HAND, ...button });
  await paced(DRAG_EVENTS, (event) => {
    const x = HAND.x + DRAG_REACH * Math.sin((2 * Math.PI * (event + 1)) / DRAG_EVENTS);
    return session.send('Input.dispatchMouseEvent', { type: 'mouseMoved', x, y: HAND.y, buttons: 1, button: 'left' });
  });
  await session.send('Input.dispatchMouseEvent', { type: 'mouseReleased', ...HAND, ...button });
}

/** Sends events at the pace of a mouse, whether or not the page keeps up. */
async function paced(events: number, send: (event: number) => Promise<unknown>): Promise<void> {
  const start = performance.now();
  const sent: Promise<unknown>[] = [];
  for (let event = 0; event < events; event++) {
    await setTimeout(Math.max(0, start + event * EVENT_MS - performance.now()));
    sent.push(send(event));
  }
  await Promise.all(sent);
}
