import { For, type JSX } from 'solid-js';
import { useDashboard } from '../frame/dashboard-context.ts';
import { Menu } from '../parts/menu.tsx';
import { otherObiAxis } from '../state/other-obi-axis.ts';
import { CHART_PANES, type ChartPane } from '../state/view-state.ts';

const PANE_NAMES: Readonly<Record<ChartPane, string>> = {
  candles: 'Candles',
  volume: 'Volume by side',
  obi: 'Order-book imbalance',
  cvd: 'Cumulative volume delta',
};

/** Which panes and overlays the chart has. */
export function ShowMenu(): JSX.Element {
  const { view, change } = useDashboard();
  const has = (pane: ChartPane) => view().panes.includes(pane);
  const toggle = (pane: ChartPane) =>
    change({ panes: CHART_PANES.filter((name) => (name === pane ? !has(name) : has(name))) });
  return (
    <Menu label="Show">
      <For each={CHART_PANES}>
        {(pane) => (
          <Check
            label={PANE_NAMES[pane]}
            isOn={has(pane)}
            isLocked={has(pane) && view().panes.length === 1}
            onToggle={() => toggle(pane)}
          />
        )}
      </For>
      <hr class="menu-line" />
      <Check label="OBI axis fixed at −1 to 1" isOn={view().isObiFixed} onToggle={() => change(otherObiAxis(view()))} />
      <Check
        label="CVD as candles"
        isOn={view().isCvdCandles}
        onToggle={() => change({ isCvdCandles: !view().isCvdCandles })}
      />
      <Check label="Alerts" isOn={view().hasAlerts} onToggle={() => change({ hasAlerts: !view().hasAlerts })} />
      <Check
        label="Data quality"
        isOn={view().hasQuality}
        onToggle={() => change({ hasQuality: !view().hasQuality })}
      />
    </Menu>
  );
}

interface CheckProps {
  readonly label: string;
  readonly isOn: boolean;
  readonly isLocked?: boolean;
  readonly onToggle: () => void;
}

function Check(props: CheckProps): JSX.Element {
  return (
    <label class="check">
      <input type="checkbox" checked={props.isOn} disabled={props.isLocked} onChange={() => props.onToggle()} />
      {props.label}
    </label>
  );
}
