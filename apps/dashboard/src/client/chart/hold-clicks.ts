/** The second click of a double-click comes within this time. */
const HOLD_MS = 250;

/** Clicks that wait until they are known to be single ones. */
export interface HeldClicks<Click> {
  /** Holds a click; one that is held already is passed on no more. */
  readonly take: (click: Click) => void;
  /** Forgets the click that is held. */
  readonly drop: () => void;
}

/** Passes single clicks on: what a click opens would slide under the second half of a double-click. */
export function holdClicks<Click>(pass: (click: Click) => void): HeldClicks<Click> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const drop = () => clearTimeout(timer);
  return {
    take(click) {
      drop();
      timer = setTimeout(() => pass(click), HOLD_MS);
    },
    drop,
  };
}
