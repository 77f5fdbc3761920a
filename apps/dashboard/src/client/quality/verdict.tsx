import type { JSX } from 'solid-js';
import type { FindingRow } from './finding-rows.ts';

interface VerdictProps {
  readonly rows: readonly FindingRow[];
  /** What was checked. */
  readonly checked: string;
}

type Tone = 'good' | 'odd' | 'bad';

const SIGNS: Readonly<Record<Tone, string>> = { good: '✓', odd: 'i', bad: '!' };

/** In a word how good the data are. */
export function Verdict(props: VerdictProps): JSX.Element {
  const tone = (): Tone => {
    if (props.rows.length === 0) return 'good';
    return props.rows.every(({ severity }) => severity === 'odd') ? 'odd' : 'bad';
  };
  return (
    <section class={`card verdict ${tone()}`}>
      <span class="verdict-sign" aria-hidden="true">
        {SIGNS[tone()]}
      </span>
      <div>
        <h2>{titleOf(props.rows)}</h2>
        <p class="dim">{props.checked}</p>
      </div>
    </section>
  );
}

function titleOf(rows: readonly FindingRow[]): string {
  const has = (severity: FindingRow['severity']) => rows.some((row) => row.severity === severity);
  if (has('missing')) return has('broken') ? 'Data are missing, and some are broken' : 'Data are missing';
  if (has('broken')) return 'Some data are broken';
  return rows.length === 0 ? 'Nothing is wrong with these data' : 'Some data are odd, none are missing or broken';
}
