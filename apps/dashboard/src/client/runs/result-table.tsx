import { createMemo, For, type JSX } from 'solid-js';
import type { Run } from '../api/api-types.ts';
import { ScrollRegion } from '../parts/scroll-region.tsx';
import { resultGroups } from './result-rows.ts';
import { modelName } from './run-texts.ts';

interface ResultTableProps {
  readonly run: Run;
  /** The maker model that is marked. */
  readonly model: string;
}

/** Every statistic under every maker model. */
export function ResultTable(props: ResultTableProps): JSX.Element {
  const horizons = () => props.run.results[0]?.summary.pnl.horizons.map(({ horizonMs }) => horizonMs) ?? [];
  const groups = createMemo(() => resultGroups(horizons(), props.run.results));
  return (
    <section class="block">
      <h2>Under each maker model</h2>
      <ScrollRegion class="table-frame" label="Statistics">
        <table class="table figures">
          <thead>
            <tr>
              <td />
              <For each={props.run.results}>
                {({ makerModel }) => (
                  <th scope="col" class="number" classList={{ chosen: makerModel === props.model }}>
                    {modelName(makerModel)}
                  </th>
                )}
              </For>
            </tr>
          </thead>
          <For each={groups()}>
            {({ title, rows }) => (
              <tbody>
                <tr>
                  <th scope="rowgroup" class="group" colSpan={1 + props.run.results.length}>
                    {title}
                  </th>
                </tr>
                <For each={rows}>
                  {({ title: name, show, isPart }) => (
                    <tr>
                      <th scope="row" classList={{ part: isPart === true }}>
                        {name}
                      </th>
                      <For each={props.run.results}>
                        {(result) => (
                          <td class="number" classList={{ chosen: result.makerModel === props.model }}>
                            {show(result)}
                          </td>
                        )}
                      </For>
                    </tr>
                  )}
                </For>
              </tbody>
            )}
          </For>
        </table>
      </ScrollRegion>
      <p class="dim">A dash stands where there is nothing to say: figures a year need a day of data and 30 samples.</p>
    </section>
  );
}
