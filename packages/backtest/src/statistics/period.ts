/** A span of time in epoch milliseconds. */
export interface Period {
  readonly startTime: number;
  readonly endTime: number;
}
