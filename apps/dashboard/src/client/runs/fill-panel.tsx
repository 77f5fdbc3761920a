import { formatTimestamp } from '@orderflow/core';
import { formatFixed } from '@orderflow/viz-web/chart';
import { type Accessor, createEffect, createMemo, For, type JSX, on, onCleanup, Show } from 'solid-js';
import type { ExplainedFill } from '../api/api-types.ts';
import { readExplainedFill } from '../api/run-api.ts';
import type { ChartActions } from '../chart/chart-actions.ts';
import type { ChartLink } from '../chart/chart-link.ts';
import { useDashboard } from '../frame/dashboard-context.ts';
import { priceDecimals } from '../ladder/price-decimals.ts';
import { CopyButton } from '../parts/copy-button.tsx';
import { createLoad } from '../parts/create-load.ts';
import { FileName } from '../parts/file-name.tsx';
import { LoadView } from '../parts/load-view.tsx';
import { SidePanel } from '../parts/side-panel.tsx';
import { exactText } from '../proof/exact-text.ts';
import type { FillChoice, RunChoice } from '../state/view-state.ts';
import { FillBook } from './fill-book.tsx';
import { FillTrades } from './fill-trades.tsx';
import { modelName, moneyText, shortId } from './run-texts.ts';

interface FillPanelProps {
  readonly run: RunChoice;
  readonly fill: FillChoice;
  readonly link: ChartLink;
  readonly actions: ChartActions;
  /** Is told when the fill was made; null where that is not known any more. */
  readonly onTime: (time: number | null) => void;
}

/** Why a fill happened: its order, the rule, the queue, and the rows of the book and the trades that it hangs on. */
export function FillPanel(props: FillPanelProps): JSX.Element {
  const { file, change } = useDashboard();
  const explained = createLoad(
    () => JSON.stringify([props.run, props.fill.number, file()]),
    (_, signal) => readExplainedFill({ choice: props.run, number: props.fill.number, file: file() }, signal),
  );
  followFill(props, explained.value);
  const step = (by: number) => change({ fill: { ...props.fill, number: props.fill.number + by } });
  return (
    <SidePanel
      title="Fill"
      onClose={props.actions.closePanel}
      head={
        <>
          <StepButton label="Fill before" sign="‹" isOff={props.fill.number === 0} onStep={() => step(-1)} />
          <StepButton label="Next fill" sign="›" isOff={explained.problem() !== null} onStep={() => step(1)} />
        </>
      }
    >
      <LoadView load={explained} waiting="Reading the fill" failed="There is no such fill">
        {(found) => (
          <>
            <FillFacts {...found()} />
            <Why {...found()} />
            <Rows {...found()} />
          </>
        )}
      </LoadView>
    </SidePanel>
  );
}

/** Marks the fill on the chart, and moves the chart where it does not show it. */
function followFill(props: FillPanelProps, explained: Accessor<ExplainedFill | undefined>): void {
  const time = createMemo(() => explained()?.fill.timestamp ?? null);
  createEffect(
    on([time, () => props.link.chart() !== null], ([at, isThere]) => {
      props.onTime(at);
      const shown = props.link.viewport();
      if (at !== null && isThere && shown !== null && (at < shown.start || at >= shown.end)) props.actions.goTo(at);
    }),
  );
  onCleanup(() => props.onTime(null));
}

interface StepButtonProps {
  readonly label: string;
  readonly sign: string;
  readonly isOff: boolean;
  readonly onStep: () => void;
}

function StepButton(props: StepButtonProps): JSX.Element {
  return (
    <button
      type="button"
      class="button small icon"
      aria-label={props.label}
      title={props.label}
      disabled={props.isOff}
      onClick={() => props.onStep()}
    >
      {props.sign}
    </button>
  );
}

function FillFacts(props: ExplainedFill): JSX.Element {
  const decimals = () => priceDecimals([props.fill]);
  return (
    <section class="panel-section">
      <dl class="facts">
        <dt>Fill {props.fill.index}</dt>
        <dd class={props.fill.side}>
          {props.fill.side === 'buy' ? '▲ buy' : '▼ sell'} {exactText(props.fill.size)} at{' '}
          {formatFixed(props.fill.price, decimals())}
        </dd>
        <dt>Time, UTC</dt>
        <dd class="mono">{momentText(props.fill.timestamp)}</dd>
        <dt>{props.fill.fee < 0 ? 'Rebate' : 'Fee'}</dt>
        <dd>{moneyText(0 - props.fill.fee)}</dd>
        <dt>Run</dt>
        <dd>
          {props.run.strategy} <span class="mono">{shortId(props.run.id)}</span>
        </dd>
        <dt>Maker model</dt>
        <dd>{modelName(props.makerModel)}</dd>
        <dt>Rule</dt>
        <dd>{props.fill.rule}</dd>
      </dl>
    </section>
  );
}

function Why(props: ExplainedFill): JSX.Element {
  return (
    <section class="panel-section">
      <h3 class="section-title">Why it happened</h3>
      <div class="fill-text">
        <For each={props.explanation}>{(sentence) => <p>{sentence}</p>}</For>
      </div>
      <dl class="sum">
        <Show when={props.fill.queueBefore !== null}>
          <dt>Ahead in the queue</dt>
          <dd>
            {exactText(props.fill.queueBefore ?? 0)} → {exactText(props.fill.queueAfter ?? 0)}
          </dd>
        </Show>
        <dt>Order {props.order.id} sent</dt>
        <dd class="mono">{clockText(props.order.sentAt)}</dd>
        <Show when={props.order.endedAt}>
          {(ended) => (
            <>
              <dt>Order {props.order.status}</dt>
              <dd class="mono">{clockText(ended())}</dd>
            </>
          )}
        </Show>
      </dl>
    </section>
  );
}

function Rows(props: ExplainedFill): JSX.Element {
  return (
    <Show
      when={props.market}
      fallback={
        <section class="panel-section">
          <h3 class="section-title">The rows</h3>
          <p class="dim">They cannot be shown: {props.marketProblem}.</p>
        </section>
      }
    >
      {(market) => (
        <>
          <section class="panel-section">
            <h3 class="section-title">The book that stood</h3>
            <dl class="facts">
              <dt>File</dt>
              <dd>
                <FileName name={market().file.name} />
              </dd>
              <dt>Row of “book”</dt>
              <dd class="mono">{market().snapshotId}</dd>
              <dt>Time, UTC</dt>
              <dd class="mono">{formatTimestamp(market()).slice(11).replace('Z', '')}</dd>
            </dl>
            <FillBook market={market()} fill={props.fill} />
            <div class="fact-actions">
              <CopyButton label="Copy row id" text={String(market().snapshotId)} />
            </div>
          </section>
          <FillTrades market={market()} fill={props.fill} />
        </>
      )}
    </Show>
  );
}

function momentText(ms: number): string {
  return new Date(ms).toISOString().replace('T', ' ').replace('Z', '');
}

function clockText(ms: number): string {
  return momentText(ms).slice(11);
}
