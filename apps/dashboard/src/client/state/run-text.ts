import { type FillChoice, MOST_RUNS, type RunChoice } from './view-state.ts';

const RUN = /^([0-9a-f]{4,64})\.([\w.-]{1,64})$/;
const FILL = /^([12])\.(\d{1,9})$/;

/** Runs as a link holds them: `46e7aa7acc4a.cross,f739683f72c7.touch`; null for none. */
export function writeRuns(runs: readonly RunChoice[]): string | null {
  return runs.length === 0 ? null : runs.map(({ id, model }) => `${id}.${model}`).join(',');
}

/** The runs that `writeRuns` wrote; none where one cannot be read. */
export function readRuns(text: string | null): readonly RunChoice[] {
  const parts = text === null || text === '' ? [] : text.split(',');
  const runs = parts.map((part) => RUN.exec(part)).flatMap((match) => (match === null ? [] : [choiceOf(match)]));
  return runs.length === parts.length && runs.length <= MOST_RUNS ? runs : [];
}

/** A fill as a link holds it: `1.123` is fill 123 of the first run. */
export function writeFill(fill: FillChoice | null): string | null {
  return fill === null ? null : `${fill.run + 1}.${fill.number}`;
}

/** The fill that `writeFill` wrote; null for anything else. */
export function readFill(text: string | null): FillChoice | null {
  const [, run, number] = FILL.exec(text ?? '') ?? [];
  return run === undefined ? null : { run: Number(run) - 1, number: Number(number) };
}

function choiceOf([, id = '', model = '']: RegExpExecArray): RunChoice {
  return { id, model };
}
