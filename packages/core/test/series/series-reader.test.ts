import { describe, expect, it } from 'vitest';
import { liveSource, openDataSet } from '../data-set/support.ts';
import { bookRow, tradeRow } from '../support/rows.ts';

describe('a series of several sources', () => {
  it('reads again what could not be read once', async () => {
    const sources = [0, 10_000].map((start, index) =>
      liveSource(
        { book: [bookRow(1, start), bookRow(2, start + 1000)], trades: [tradeRow(1, start + 500, 3 + index)] },
        `${index}.db`,
      ),
    );
    const dataSet = await openDataSet(sources);
    const query = { instrument: 'A', series: 'cvd', pixels: 100 } as const;
    await dataSet.series.readSeries({ ...query, series: 'obi' });
    const [first] = sources;
    const read = first!.repository.iterateTradeRows;
    let reads = 0;
    first!.repository.iterateTradeRows = (query) => {
      // The first read is for the source's own rows, the second for what its trades come to.
      if (++reads === 2) throw new Error('locked');
      return read.call(first!.repository, query);
    };
    await expect(dataSet.series.readSeries(query)).rejects.toThrow('locked');
    first!.repository.iterateTradeRows = read;
    const answer = await dataSet.series.readSeries(query);
    // 3 in the first source, 4 more in the second.
    expect(answer).toMatchObject({ kind: 'rows', values: Float64Array.of(0, 3, 3, 7) });
  });
});
