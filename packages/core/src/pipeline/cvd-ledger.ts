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
    else if (isAtSnapshotTime) entry.waiting.push(signedSize);
    else return;
    entry.lastTradeId = tradeId;
  }

  /** Says which snapshot time has come: trades that wait for an earlier one are dropped. */
  moveTo(timestamp: number, nanoseconds: number): void {
    if (this.#matching === 'window') return;
    if (timestamp === this.#waitingTimestamp && nanoseconds === this.#waitingNanoseconds) return;
    this.#waitingTimestamp = timestamp;
    this.#waitingNanoseconds = nanoseconds;
    for (const entry of this.#accounts) if (entry.waiting.length > 0) entry.waiting = [];
  }

  /** The CVD at a snapshot of this account. */
  settle(account: number): number {
    const entry = this.#accounts[account]!;
    if (entry.waiting.length > 0) {
      for (const size of entry.waiting) add(entry, size);
      entry.waiting = [];
    }
    return entry.sum + entry.compensation;
  }

  /** The state of every account, in order of opening. */
  toStates(): readonly InstrumentState[] {
    return this.#accounts.map((entry) => ({ ...entry, waiting: [...entry.waiting] }));
  }

  #open(account: Account): number {
    this.#byName.set(account.instrument, this.#accounts.length);
    return this.#accounts.push(account) - 1;
  }
}

function add(entry: Account, signedSize: number): void {
  entry.compensation += roundingErrorOf(entry.sum, signedSize);
  entry.sum += signedSize;
}
