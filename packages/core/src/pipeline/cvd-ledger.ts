import type { TradeMatching } from '../configuration/metric-settings.ts';
import { roundingErrorOf } from '../metrics/compensated-sum.ts';
import type { InstrumentState } from '../ports/processing-state.ts';

/** Where one instrument's CVD stands, in progress. */
interface Account {
  readonly instrument: string;
  sum: number;
  compensation: number;
  lastTradeId: number | null;
  waiting: number[];
}

/**
 * Keeps every instrument's CVD while trades and snapshots go by in time order. `window` counts a trade at once: the
 * next snapshot shows it. `exact` lets the trades of one timestamp wait for their instrument's first snapshot of that
 * time, and drops them when time moves on.
 */
export class CvdLedger {
  readonly #matching: TradeMatching;
  readonly #accounts: Account[] = [];
  readonly #byName = new Map<string, number>();
  /** The state of every account since it last changed; null where that is to be made. Few of many change at a time. */
  readonly #states: (InstrumentState | null)[] = [];
  /** The accounts whose trades wait. */
  #waiting: number[] = [];
  #waitingTimestamp: number;
  #waitingNanoseconds: number;

  /** Goes on from `states`; waiting trades are those of `waitingSince`. */
  constructor(
    matching: TradeMatching,
    states: readonly InstrumentState[],
    waitingSince: { readonly timestamp: number; readonly nanoseconds: number } | null,
  ) {
    this.#matching = matching;
    this.#waitingTimestamp = waitingSince?.timestamp ?? Number.NaN;
    this.#waitingNanoseconds = waitingSince?.nanoseconds ?? 0;
    for (const { instrument, sum, compensation, lastTradeId, waiting } of states) {
      this.#open({ instrument, sum, compensation, lastTradeId, waiting: [...waiting] });
    }
  }

  /** The account of an instrument, opened at 0 where it is new. */
  accountOf(instrument: string): number {
    const known = this.#byName.get(instrument);
    if (known !== undefined) return known;
    return this.#open({ instrument, sum: 0, compensation: 0, lastTradeId: null, waiting: [] });
  }

  /** Takes a trade of `signedSize` (buys above 0, sells below) that comes before or at the snapshot time `at`. */
  take(account: number, signedSize: number, tradeId: number, isAtSnapshotTime: boolean): void {
    const entry = this.#accounts[account]!;
    if (this.#matching === 'window') add(entry, signedSize);
    else if (!isAtSnapshotTime) return;
    else if (entry.waiting.push(signedSize) === 1) this.#waiting.push(account);
    entry.lastTradeId = tradeId;
    this.#states[account] = null;
  }

  /** Says which snapshot time has come: trades that wait for an earlier one are dropped. */
  moveTo(timestamp: number, nanoseconds: number): void {
    if (this.#matching === 'window') return;
    if (timestamp === this.#waitingTimestamp && nanoseconds === this.#waitingNanoseconds) return;
    this.#waitingTimestamp = timestamp;
    this.#waitingNanoseconds = nanoseconds;
    if (this.#waiting.length > 0) this.#dropWaiting();
  }

  /** The CVD at a snapshot of this account. */
  settle(account: number): number {
    const entry = this.#accounts[account]!;
    if (entry.waiting.length > 0) {
      for (const size of entry.waiting) add(entry, size);
      entry.waiting = [];
      this.#states[account] = null;
    }
    return entry.sum + entry.compensation;
  }

  /** The state of every account, in order of opening. */
  toStates(): readonly InstrumentState[] {
    const states = this.#states;
    for (let account = 0; account < states.length; account++) {
      if (states[account] === null) states[account] = stateOf(this.#accounts[account]!);
    }
    return states.slice() as InstrumentState[];
  }

  #dropWaiting(): void {
    for (const account of this.#waiting) {
      this.#accounts[account]!.waiting = [];
      this.#states[account] = null;
    }
    this.#waiting = [];
  }

  #open(account: Account): number {
    const number = this.#accounts.length;
    this.#byName.set(account.instrument, number);
    if (account.waiting.length > 0) this.#waiting.push(number);
    this.#states.push(null);
    return this.#accounts.push(account) - 1;
  }
}

function stateOf(account: Account): InstrumentState {
  return { ...account, waiting: [...account.waiting] };
}

function add(entry: Account, signedSize: number): void {
  entry.compensation += roundingErrorOf(entry.sum, signedSize);
  entry.sum += signedSize;
}
