import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflate, readSummary } from '@orderflow/backtest';
import { decodeColumns, type FillView, type NewRun, type OrderRecord } from '@orderflow/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mismatchOf } from '../torture/support/api-document.ts';
import { playRun, storeRuns } from './support/run-files.ts';
import { changeFile, readRows, sampleFile, temporaryFolder } from './support/sample-files.ts';
import { type ServedDashboard, serve } from './support/serve.ts';

const MARKET = { snapshots: 600, levels: 5, tradesPerSecond: 4 };
const TOUCH = 'touch';

let maker: NewRun;
let wide: NewRun;
let taker: NewRun;

/** A server over data, and the runs that were played on them. */
async function serveRuns(runs: readonly NewRun[] = [maker, wide, taker]) {
  const folder = temporaryFolder();
  const data = await sampleFile(folder, 'a.db', MARKET);
  const file = await storeRuns(folder, runs);
  return { data, file, ...(await serve([data], { runs: file })) };
}

const played = mkdtempSync(join(tmpdir(), 'orderflow-runs-'));
afterAll(() => rmSync(played, { recursive: true, force: true }));

beforeAll(async () => {
  const data = await sampleFile(played, 'a.db', MARKET);
  maker = await playRun(data);
  wide = { ...(await playRun(data, { parameters: { obiSkew: 0.9 }, withRows: false })) };
  taker = await playRun(data, { strategy: 'obi-taker' });
  for (const run of [wide, taker]) Object.assign(run, { inputs: { ...run.inputs, dataHash: maker.inputs.dataHash } });
});

/** Asks, and holds the answer against what the document says of it. */
async function askAsDescribed({ ask }: Pick<ServedDashboard, 'ask'>, path: string, route: string) {
  const document = (await ask('/api/v1/openapi.json')).json;
  const { status, json } = await ask(`/api/v1${path}`);
  expect(status).toBe(200);
  const { schema } = document.paths[route].get.responses[200].content['application/json'];
  expect(mismatchOf(json, schema, document)).toBeNull();
  return json;
}

function columnsOf(body: Buffer) {
  const { fields, columns } = decodeColumns(body);
  return { fields, column: (name: string) => Array.from(columns.get(name)!) };
}

function rowsOf(run: NewRun, model: string) {
  const { fills, orders, roundTrips, equity } = run.rows![run.results.findIndex((one) => one.makerModel === model)]!;
  return { fills: [...fills], orders: [...orders], roundTrips: [...roundTrips], equity };
}

describe('GET /api/v1/runs', () => {
  it('lists runs, latest first, with the band and what the trials of a family do', async () => {
    const dashboard = await serveRuns();
    const { file, runs, isMore } = await askAsDescribed(dashboard, '/runs', '/runs');
    expect([file, isMore]).toEqual(['orderflow.runs', false]);
    expect(runs.map(({ id }: NewRun) => id)).toEqual([taker, wide, maker].map(({ id }) => id));
    expect(runs.map(({ hasRows }: { hasRows: boolean }) => hasRows)).toEqual([true, false, true]);
    const [, , first] = runs;
    const pnls = maker.results.map(({ pnl }) => pnl!);
    expect(first.band.span).toBe(Math.max(...pnls) - Math.min(...pnls));
    expect(first).toMatchObject({ strategy: 'obi-market-maker', parameters: maker.inputs.parameters });
    const trials = [maker, wide].flatMap(({ id, inputs, results }) =>
      results.map((result) => ({ id, inputs, ...result })),
    );
    for (const [index, result] of maker.results.entries()) {
      const { deflatedSharpe } = deflate(readSummary(result), trials);
      expect(first.results[index]).toMatchObject({ makerModel: result.makerModel, trials: 2, deflatedSharpe });
    }
  });

  it('marks the runs that differ in what was assumed, and no others', async () => {
    const folder = temporaryFolder();
    const data = await sampleFile(folder, 'a.db', { snapshots: 10 });
    const fees = { makerFeeBps: 0, takerFeeBps: 1 };
    const cheap = { ...maker, id: 'c'.repeat(64), inputs: { ...maker.inputs } };
    await storeRuns(folder, [
      maker,
      { ...cheap, inputs: { ...cheap.inputs, assumptions: { ...cheap.inputs.assumptions, fees } } },
    ]);
    const { ask } = await serve([data], { runs: join(folder, 'orderflow.runs') });
    const { runs } = (await ask('/api/v1/runs')).json;
    expect(Object.fromEntries(runs.map(({ id, marks }: { id: string; marks: unknown }) => [id, marks]))).toEqual({
      [cheap.id]: [{ name: 'fees', value: '0,1' }],
      [maker.id]: [{ name: 'fees', value: '-0.5,5' }],
    });
    const alone = (await ask('/api/v1/runs?limit=1')).json;
    expect([alone.isMore, alone.runs[0].marks]).toEqual([true, []]);
  });

  it('keeps to a strategy and a number, and says that there are more', async () => {
    const { ask } = await serveRuns();
    const list = async (query: string) => (await ask(`/api/v1/runs?${query}`)).json;
    expect(await list('strategy=obi-taker')).toMatchObject({ runs: [{ id: taker.id }], isMore: false });
    expect(await list('limit=2')).toMatchObject({ runs: [{ id: taker.id }, { id: wide.id }], isMore: true });
    expect((await list('strategy=none')).runs).toEqual([]);
  });

  it('lists none without a file, and before there is one, and finds it once it is there', async () => {
    const folder = temporaryFolder();
    const data = await sampleFile(folder, 'a.db', { snapshots: 10 });
    const without = await serve([data]);
    expect((await without.ask('/api/v1/runs')).json).toEqual({ file: null, runs: [], isMore: false });
    const { ask } = await serve([data], { runs: join(folder, 'orderflow.runs') });
    expect((await ask('/api/v1/runs')).json).toEqual({ file: 'orderflow.runs', runs: [], isMore: false });
    expect((await ask(`/api/v1/runs/${maker.id}`)).json.code).toBe('unknown-run');
    await storeRuns(folder, [maker]);
    expect((await ask('/api/v1/runs')).json.runs).toHaveLength(1);
  });

  it('says what is wrong with a file that holds no runs, without its path', async () => {
    const folder = temporaryFolder();
    const data = await sampleFile(folder, 'a.db', { snapshots: 10 });
    const { ask, errors } = await serve([data], { runs: data });
    const { status, json } = await ask('/api/v1/runs');
    expect([status, json.code, json.detail]).toEqual([
      422,
      'source-schema',
      'a.db: this is no file of runs; name one that runs were stored in',
    ]);
    writeFileSync(join(folder, 'broken.runs'), 'no database, and longer than the head of one would have to be');
    const broken = await serve([data], { runs: join(folder, 'broken.runs') });
    expect((await broken.ask('/api/v1/runs')).json.detail).not.toContain(folder);
    expect([...errors, ...broken.errors]).toEqual([]);
  });
});

describe('GET /api/v1/runs/{id}', () => {
  it('gives all figures of a run, by its id or the beginning of it', async () => {
    const dashboard = await serveRuns();
    const run = await askAsDescribed(dashboard, `/runs/${maker.id}`, '/runs/{id}');
    expect(run).toMatchObject({ id: maker.id, resultHash: maker.resultHash, assumptions: maker.inputs.assumptions });
    expect(run.results.map(({ summary }: { summary: object }) => summary)).toEqual(
      maker.results.map(({ summary }) => summary),
    );
    expect((await dashboard.ask(`/api/v1/runs/${maker.id.slice(0, 12)}`)).json).toEqual(run);
  });

  it('refuses an id that is none, that nothing has, and that several have', async () => {
    const twin = { ...taker, id: `${maker.id.slice(0, 8)}${taker.id.slice(8)}` };
    const { ask } = await serveRuns([maker, twin]);
    const codeOf = async (id: string) => {
      const { status, json } = await ask(`/api/v1/runs/${id}`);
      return [status, json.code];
    };
    expect(await codeOf('xyz0')).toEqual([400, 'bad-argument']);
    expect(await codeOf('0000')).toEqual([404, 'unknown-run']);
    expect(await codeOf(maker.id.slice(0, 8))).toEqual([409, 'ambiguous-run']);
    expect(await codeOf(maker.id)).toEqual([200, undefined]);
  });
});

describe('the rows of a result', () => {
  it('are its equity, bit by bit', async () => {
    const { ask } = await serveRuns();
    const { body, headers } = await ask(`/api/v1/runs/${maker.id}/results/${TOUCH}/equity`);
    expect(headers['content-type']).toBe('application/vnd.orderflow.columns');
    const { startTime, intervalMs, values } = rowsOf(maker, TOUCH).equity;
    const { fields, column } = columnsOf(body);
    expect([fields, column('values')]).toEqual([{ startTime, intervalMs }, Array.from(values)]);
  });

  it('are its fills: all, those of a range and of an instrument, and as many as are asked for', async () => {
    const { ask } = await serveRuns();
    const { fills } = rowsOf(maker, TOUCH);
    expect(fills.length).toBeGreaterThan(50);
    const read = async (query = '') =>
      columnsOf((await ask(`/api/v1/runs/${maker.id}/results/${TOUCH}/fills${query}`)).body);
    const whole = await read();
    expect(whole.fields).toEqual({ isMore: false });
    const columns = ['numbers', 'timestamps', 'prices', 'sizes', 'sides'].map(whole.column);
    expect(columns).toEqual([
      fills.map(({ index }) => index),
      fills.map(({ timestamp }) => timestamp),
      fills.map(({ price }) => price),
      fills.map(({ size }) => size),
      fills.map(({ side }) => (side === 'buy' ? 1 : -1)),
    ]);
    const [start, end] = [fills[20]!.timestamp, fills[30]!.timestamp];
    const within = fills.filter(({ timestamp }) => timestamp >= start && timestamp < end).map(({ index }) => index);
    const bounds = [start, end].map((ms) => new Date(ms).toISOString());
    const range = await read(`?start=${bounds[0]}&end=${bounds[1]}`);
    expect(within.length).toBeGreaterThan(5);
    expect(range.column('numbers')).toEqual(within);
    const few = await read(`?start=${bounds[0]}&limit=3`);
    expect([few.fields, few.column('numbers')]).toEqual([{ isMore: true }, within.slice(0, 3)]);
    expect((await read('?instrument=ETH-USDT')).column('numbers')).toEqual([]);
    expect((await read('?instrument=BTC-USDT')).column('numbers')).toHaveLength(fills.length);
    expect((await read('?start=2030-01-01T00:00:00Z')).column('numbers')).toEqual([]);
  });

  it('are its round trips, page by page', async () => {
    const dashboard = await serveRuns();
    const { roundTrips } = rowsOf(maker, TOUCH);
    const path = `/runs/${maker.id}/results/${TOUCH}/round-trips`;
    const page = await askAsDescribed(dashboard, `${path}?first=2&limit=3`, '/runs/{id}/results/{model}/round-trips');
    expect(page).toMatchObject({ total: roundTrips.length, first: 2 });
    expect(page.roundTrips).toEqual(roundTrips.slice(2, 5).map((trip, index) => ({ number: index + 2, ...trip })));
    expect((await dashboard.ask(`/api/v1${path}?first=999999`)).json.roundTrips).toEqual([]);
  });

  it('are missed with advice where they are not stored, or under a model that was not played', async () => {
    const { ask } = await serveRuns();
    for (const rows of ['equity', 'fills', 'round-trips', 'fills/0']) {
      const { status, json } = await ask(`/api/v1/runs/${wide.id}/results/${TOUCH}/${rows}`);
      expect([status, json.code, json.detail]).toEqual([404, 'no-rows', expect.stringContaining('orderflow backtest')]);
      const other = await ask(`/api/v1/runs/${maker.id}/results/guess/${rows}`);
      expect([other.status, other.json.code, other.json.detail]).toEqual([
        404,
        'unknown-model',
        expect.stringContaining('it has cross, risk-averse'),
      ]);
    }
    const { json } = await ask(`/api/v1/runs/${maker.id}/results/${TOUCH}/fills/999999`);
    expect(json.code).toBe('unknown-fill');
  });
});

describe('GET /api/v1/runs/{id}/results/{model}/fills/{number}', () => {
  const ROUTE = '/runs/{id}/results/{model}/fills/{number}';

  it('explains every fill by rows that the file has', async () => {
    const dashboard = await serveRuns();
    const books = new Map(readRows(dashboard.data, 'SELECT id, timestamp FROM book').map((row) => [row.id, row]));
    const trades = new Map(readRows(dashboard.data, 'SELECT * FROM trades').map((row) => [row.id, row]));
    const results: readonly (readonly [NewRun, string])[] = [
      [maker, 'cross'],
      [maker, 'risk-averse'],
      [taker, TOUCH],
    ];
    const rules = new Set<string>();
    for (const [run, model] of results) {
      const { fills, orders } = rowsOf(run, model);
      for (const fill of spread(fills, 25)) {
        const path = `/runs/${run.id}/results/${model}/fills/${fill.index}`;
        const { market, marketProblem, ...found } = (await dashboard.ask(`/api/v1${path}`)).json;
        expect(found).toMatchObject({ makerModel: model, fill, order: orders[fill.orderId] as OrderRecord });
        expect(marketProblem).toBeNull();
        expect(market.snapshotId).toBe(fill.bookId);
        expect(market.timestamp).toBe(Math.floor(Number(books.get(fill.bookId)!.timestamp)));
        checkCause(fill, market, trades);
        rules.add(fill.rule);
      }
    }
    expect([...rules].sort()).toEqual(['crossed', 'queue', 'take', 'through']);
    await askAsDescribed(dashboard, `/runs/${maker.id}/results/risk-averse/fills/0`, ROUTE);
  });

  it('says so where the open files are not those that were played, and explains what it can', async () => {
    const folder = temporaryFolder();
    const data = await sampleFile(folder, 'other.db', { ...MARKET, start: Date.UTC(2025, 7, 1) });
    const { ask } = await serve([data], { runs: await storeRuns(folder, [maker]) });
    const { status, json } = await ask(`/api/v1/runs/${maker.id}/results/${TOUCH}/fills/3`);
    expect([status, json.market]).toEqual([200, null]);
    expect(json.marketProblem).toMatch(/the open files have no book row \d+ of BTC-USDT at that time: open the files/);
    expect(json.explanation.length).toBeGreaterThan(1);
    changeFile(data, "UPDATE book SET instrument = 'ETH-USDT'");
    const without = (await ask(`/api/v1/runs/${maker.id}/results/${TOUCH}/fills/3`)).json;
    expect(without.market).toBeNull();
  });
});

interface ShownMarket {
  readonly bids: readonly { readonly rank: number; readonly price: number }[];
  readonly asks: readonly { readonly rank: number; readonly price: number }[];
  readonly trades: readonly { readonly id: number; readonly part: string; readonly price: number }[];
  readonly tradeCount: number;
}

/** What made a fill stands in its explanation, and the rows bear it out. */
function checkCause(fill: FillView, market: ShownMarket, trades: ReadonlyMap<unknown, Record<string, unknown>>): void {
  const made = market.trades.filter(({ part }) => part === 'made');
  expect(made.map(({ id }) => id)).toEqual(fill.tradeId === null ? [] : [fill.tradeId]);
  for (const { id, price } of market.trades) expect(price).toBe(trades.get(id)!.price);
  const side = fill.side === 'buy' ? 1 : -1;
  if (fill.rule === 'queue') expect(made[0]!.price).toBe(fill.price);
  if (fill.rule === 'through') expect(side * (made[0]!.price - fill.price)).toBeLessThan(0);
  const others = fill.side === 'buy' ? market.asks : market.bids;
  if (fill.rule === 'take') expect(others.map(({ price }) => price)).toContain(fill.price);
  if (fill.rule === 'crossed') expect(side * (others[0]!.price - fill.price)).toBeLessThanOrEqual(0);
}

function spread<Item>(items: readonly Item[], count: number): readonly Item[] {
  return items.filter((_, index) => index % Math.max(1, Math.floor(items.length / count)) === 0);
}

describe('GET /api/v1/runs/{id}/comparison/{other}', () => {
  const ROUTE = '/runs/{id}/comparison/{other}';

  it('says what two runs were given differently, and counts the fills that differ', async () => {
    const folder = temporaryFolder();
    const skewed = await playRun(await sampleFile(folder, 'a.db', MARKET), { parameters: { obiSkew: 0.9 } });
    const dashboard = await serveRuns([maker, skewed, wide]);
    const compared = await askAsDescribed(dashboard, `/runs/${maker.id}/comparison/${skewed.id}?limit=2`, ROUTE);
    expect(compared.inputs).toContainEqual({ input: 'parameters.obiSkew', first: 0.5, second: 0.9 });
    for (const { makerModel, fills, differences } of compared.models) {
      expect(fills.same + fills.changed + fills.onlyFirst).toBe(rowsOf(maker, makerModel).fills.length);
      expect(fills.same + fills.changed + fills.onlySecond).toBe(rowsOf(skewed, makerModel).fills.length);
      expect(differences).toHaveLength(Math.min(2, fills.changed + fills.onlyFirst + fills.onlySecond));
    }
    const itself = (await dashboard.ask(`/api/v1/runs/${maker.id}/comparison/${maker.id}`)).json;
    expect(itself.inputs).toEqual([]);
    expect(itself.models[0].fills).toMatchObject({ changed: 0, onlyFirst: 0, onlySecond: 0 });
  });
});
