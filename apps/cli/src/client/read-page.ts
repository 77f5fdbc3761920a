import { SeriesArchive, unpackSeries } from '@orderflow/core';
import { type ChartFacts, FACTS_ID, SERIES_CLASS } from '../report/chart-facts.ts';

/** What the page says of its charts; null where it has none. */
export function readFacts(page: Document): ChartFacts | null {
  const text = page.getElementById(FACTS_ID)?.textContent;
  return text ? (JSON.parse(text) as ChartFacts) : null;
}

/** The series of one of the page's charts. */
export async function readArchive(page: Document, index: number): Promise<SeriesArchive> {
  const base64 = page.getElementsByClassName(SERIES_CLASS)[index]?.textContent ?? '';
  const packed = Uint8Array.from(atob(base64.trim()), (character) => character.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new SeriesArchive(unpackSeries(new Uint8Array(await new Response(stream).arrayBuffer())));
}
