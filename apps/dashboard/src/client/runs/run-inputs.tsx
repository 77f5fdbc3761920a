import { For, type JSX } from 'solid-js';
import type { Run } from '../api/api-types.ts';
import { valueText } from './run-texts.ts';

/** What a run was given: all that its results hang on. */
export function RunInputs(props: { readonly run: Run }): JSX.Element {
  const identity = () => ({
    run: props.run.id,
    results: props.run.resultHash,
    data: props.run.data.hash,
    engine: props.run.engine,
    code: props.run.strategyCode,
  });
  return (
    <section class="block">
      <h2>What it was given</h2>
      <div class="cards wide">
        <Facts title="Parameters" facts={props.run.parameters} />
        <Facts title="Assumptions" facts={flat(props.run.assumptions)} />
        <Facts title="Hashes and versions" facts={identity()} />
      </div>
    </section>
  );
}

function Facts(props: { readonly title: string; readonly facts: Readonly<Record<string, unknown>> }): JSX.Element {
  return (
    <section class="card">
      <h3>{props.title}</h3>
      <dl class="facts long">
        <For each={Object.entries(props.facts)}>
          {([name, value]) => (
            <>
              <dt>{name}</dt>
              <dd class="mono">{valueText(value)}</dd>
            </>
          )}
        </For>
      </dl>
    </section>
  );
}

/** What lies within objects, by its last name and the one above: `fees.makerFeeBps`. */
function flat(tree: Readonly<Record<string, unknown>>, path = ''): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(tree).flatMap(([name, value]) => {
      const whole = path === '' ? name : `${path}.${name}`;
      const isTree = typeof value === 'object' && value !== null && !Array.isArray(value);
      if (isTree) return Object.entries(flat(value as Readonly<Record<string, unknown>>, whole));
      return [[whole, Array.isArray(value) ? value.join(', ') : value]];
    }),
  );
}
