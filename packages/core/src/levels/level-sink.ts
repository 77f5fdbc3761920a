/** Takes the levels of a side one by one, as they are read. */
export interface LevelSink {
  /** Forgets all levels: a text begins, or begins again. No more than `mostLevels` come. */
  begin(mostLevels: number): void;
  /** The place for the fields of the next level: price, size, liquidation count, order count. */
  nextRow(): Float64Array;
  /** Takes the level that stands in `nextRow()`, of which the first `fieldCount` fields were given; its size is above 0. */
  push(fieldCount: number): void;
}
