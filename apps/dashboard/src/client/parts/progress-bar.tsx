import type { JSX } from 'solid-js';

interface ProgressBarProps {
  readonly label: string;
  /** 0 to 1. */
  readonly fraction: number;
}

/** How far work is. */
export function ProgressBar(props: ProgressBarProps): JSX.Element {
  return (
    <div
      class="meter"
      role="progressbar"
      aria-label={props.label}
      aria-valuemin="0"
      aria-valuemax="100"
      aria-valuenow={Math.floor(100 * props.fraction)}
    >
      <div class="meter-fill" style={{ transform: `scaleX(${props.fraction})` }} />
    </div>
  );
}
