import { decodeColumns, SeriesArchive, unpackSeries } from '@orderflow/core';
import type { ChartRun } from '@orderflow/viz-web';
import { type ChartFacts, FACTS_ID, RUN_CLASS, SERIES_CLASS } from '../report/chart-facts.ts';

/** What the page says of its charts; null where it has none. */
export function readFacts(page: Document): ChartFacts | null {
  const text = page.getElementById(FACTS_ID)?.textContent;
  return text ? (JSON.parse(text) as ChartFacts) : null;
}

/** The series of one of the page's charts. */
export async function readArchive(page: Document, index: number): Promise<SeriesArchive> {
  return new SeriesArchive(unpackSeries(await unzip(textAt(page, SERIES_CLASS, index))));
}

/** The run on one of the page's charts; null where it has none. */
export async function readChartRun(page: Document, index: number): Promise<ChartRun | null> {
  const text = textAt(page, RUN_CLASS, index);
  if (text === '') return null;
  const { fields, columns } = decodeColumns(await unzip(text));
  const column = (name: string) => columns.get(name) as Float64Array;
  return {
    label: String(fields.label),
    equity: { startTime: Number(fields.startTime), intervalMs: Number(fields.intervalMs), values: column('values') },
    fills: {
      timestamps: column('timestamps'),
      prices: column('prices'),
      sizes: column('sizes'),
      sides: Int8Array.from(column('sides')),
      numbers: columns.get('numbers') as Uint32Array,
    },
  };
}

function textAt(page: Document, name: string, index: number): string {
  return page.getElementsByClassName(name)[index]?.textContent?.trim() ?? '';
}

async function unzip(base64: string): Promise<Uint8Array> {
  const packed = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
