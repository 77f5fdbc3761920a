import { For, type JSX, Show } from 'solid-js';
import type { Summary } from '../api/api-types.ts';
import { useDashboard } from '../frame/dashboard-context.ts';
import { InstrumentPicker } from '../parts/instrument-picker.tsx';
import { LongLoadView } from '../parts/long-load-view.tsx';
import { ScrollRegion } from '../parts/scroll-region.tsx';
import { SteadyDates } from '../parts/steady-dates.tsx';
import { ChooseFile } from '../sources/choose-file.tsx';
import { AlertTable } from './alert-table.tsx';
import { FigureGraphic } from './figure-graphic.tsx';
import { type FigureGroup, type Figures, figureGroups } from './figure-groups.ts';

/** What the strategy found: figures and alerts. */
export function SummaryPage(): JSX.Element {
  const { findings, instrument } = useDashboard();
  return (
    <ScrollRegion class="page" label="Summary">
      <div class="page-inner">
        <div class="page-head">
          <h1>Summary</h1>
          <InstrumentPicker />
        </div>
        <Show when={instrument()?.overlap === null} fallback={<ChooseFile />}>
          <LongLoadView load={findings.summary} waiting="Going over the metrics" failed="There is no summary">
            {(summary) => <Findings summary={summary()} instrument={instrument()?.instrument ?? ''} />}
          </LongLoadView>
        </Show>
      </div>
    </ScrollRegion>
  );
}

function Findings(props: { readonly summary: Summary; readonly instrument: string }): JSX.Element {
  const figures = () =>
    props.summary.summaries.find(({ instrument }) => instrument === props.instrument)?.figures ?? {};
  const span = () => [figures().first, figures().last].filter((moment) => typeof moment === 'string');
  return (
    <>
      <p class="dim page-lead">
        Strategy “{props.summary.strategy}”
        <Show when={span().length === 2}>
          {' '}
          <SteadyDates text={`on ${momentText(span()[0])} to ${momentText(span()[1])} UTC`} />
        </Show>
        <Show when={props.summary.reasons.length > 0}>
          . Computed here and now in part: {props.summary.reasons.join('; ')}
        </Show>
      </p>
      <div class="cards">
        <For each={figureGroups(figures())}>{(group) => <FigureCard group={group} figures={figures()} />}</For>
      </div>
      <AlertTable alerts={props.summary.alerts} total={props.summary.alertCount} />
    </>
  );
}

interface FigureCardProps {
  readonly group: FigureGroup;
  readonly figures: Figures;
}

function FigureCard(props: FigureCardProps): JSX.Element {
  return (
    <section class="card">
      <h2>{props.group.title}</h2>
      <p class="headline">
        {props.group.headline.text} <small>{props.group.headline.name}</small>
      </p>
      <Show when={props.group.graphic}>
        {(kind) => (
          <div class="graphic">
            <FigureGraphic kind={kind()} figures={props.figures} />
          </div>
        )}
      </Show>
      <dl class="facts">
        <For each={props.group.figures}>
          {({ name, text }) => (
            <>
              <dt>{name}</dt>
              <dd>{text}</dd>
            </>
          )}
        </For>
      </dl>
    </section>
  );
}

function momentText(iso: string | number | null | undefined): string {
  return String(iso).slice(0, 19).replace('T', ' ');
}
