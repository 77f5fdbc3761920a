import { createMemo, For, type JSX, Show } from 'solid-js';
import type { FileQuality, Quality } from '../api/api-types.ts';
import { useDashboard } from '../frame/dashboard-context.ts';
import { badRowText } from '../parts/bad-row-text.ts';
import { countOf, countText } from '../parts/count-text.ts';
import { FileName } from '../parts/file-name.tsx';
import { InstrumentPicker } from '../parts/instrument-picker.tsx';
import { LongLoadView } from '../parts/long-load-view.tsx';
import { ScrollRegion } from '../parts/scroll-region.tsx';
import { findingRows } from './finding-rows.ts';
import { FindingTable } from './finding-table.tsx';
import { Verdict } from './verdict.tsx';

/** What may be wrong with the data of an instrument. */
export function QualityPage(): JSX.Element {
  const { findings } = useDashboard();
  return (
    <ScrollRegion class="page" label="Quality">
      <div class="page-inner">
        <div class="page-head">
          <h1>Quality</h1>
          <InstrumentPicker />
        </div>
        <LongLoadView load={findings.quality} waiting="Checking every row" failed="The data could not be checked">
          {(quality) => <Report quality={quality()} />}
        </LongLoadView>
      </div>
    </ScrollRegion>
  );
}

function Report(props: { readonly quality: Quality }): JSX.Element {
  const { instrument } = useDashboard();
  const name = () => instrument()?.instrument ?? '';
  const rows = createMemo(() => findingRows(props.quality, name()));
  const span = () => ({ start: instrument()?.first.timestamp ?? 0, end: instrument()?.last.timestamp ?? 0 });
  return (
    <>
      <Verdict rows={rows()} checked={checkedText(props.quality)} />
      <FindingTable rows={rows()} span={span()} />
      <section class="block">
        <h2>Files</h2>
        <div class="cards wide">
          <For each={props.quality.files}>{(file) => <FileCard file={file} />}</For>
        </div>
      </section>
    </>
  );
}

function FileCard(props: { readonly file: FileQuality }): JSX.Element {
  const formats = () => [...new Set([...props.file.timestampFormats.book, ...props.file.timestampFormats.trades])];
  return (
    <section class="card">
      <h3 class="card-title">
        <FileName name={props.file.name} />
      </h3>
      <dl class="facts">
        <dt>Rows of “book”</dt>
        <dd>{rowsText(props.file, 'book')}</dd>
        <dt>Rows of “trades”</dt>
        <dd>{rowsText(props.file, 'trades')}</dd>
        <dt>Times written as</dt>
        <dd>{formats().join(', ') || '—'}</dd>
        <dt>Repeated trade ids</dt>
        <dd>{props.file.repeatedTradeIds === null ? '—' : countText(props.file.repeatedTradeIds)}</dd>
      </dl>
      <Show when={props.file.problems.length > 0}>
        <ul class="problem-list">
          <For each={props.file.problems}>{(problem) => <li>{badRowText(problem)}</li>}</For>
        </ul>
      </Show>
    </section>
  );
}

function checkedText({ files }: Quality): string {
  const book = files.reduce((sum, { rows }) => sum + rows.book, 0);
  const trades = files.reduce((sum, { rows }) => sum + rows.trades, 0);
  const checked = `${countOf(book, 'snapshot')} and ${countOf(trades, 'trade')} were checked, row by row`;
  const bad = [badOf(files, 'book', 'snapshot'), badOf(files, 'trades', 'trade')].filter((part) => part !== null);
  return `${checked}${bad.length > 0 ? `; ${bad.join(' and ')} cannot be used` : ''}.`;
}

function badOf(files: Quality['files'], table: 'book' | 'trades', noun: string): string | null {
  const rows = files.reduce((sum, file) => sum + badRowsOf(file, table), 0);
  return rows === 0 ? null : countOf(rows, noun);
}

function badRowsOf({ problems }: FileQuality, table: 'book' | 'trades'): number {
  return problems.reduce((sum, problem) => sum + (problem.table === table ? problem.rows : 0), 0);
}

/** How many rows there are in all, and how many of them are bad. */
function rowsText(file: FileQuality, table: 'book' | 'trades'): string {
  const bad = badRowsOf(file, table);
  return `${countText(file.rows[table])}${bad > 0 ? `, ${countText(bad)} bad` : ''}`;
}
