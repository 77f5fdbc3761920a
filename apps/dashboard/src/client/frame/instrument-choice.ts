import { type Accessor, createMemo } from 'solid-js';
import type { FileInfo, InstrumentInfo, Sources } from '../api/api-types.ts';
import type { ViewStore } from '../state/view-store.ts';
import type { Dashboard } from './dashboard-context.ts';

/** The instrument of the view, else the first, as the chosen file has it; a file that does not hold it is no choice. */
export function createInstrumentChoice(
  { view }: ViewStore,
  sources: Accessor<Sources | undefined>,
): Pick<Dashboard, 'instruments' | 'instrument' | 'file' | 'fileChoices'> {
  const instruments = createMemo(() => sources()?.instruments ?? []);
  const whole = createMemo<InstrumentInfo | null>(() => {
    const wanted = view().instrument;
    if (wanted === null) return instruments()[0] ?? null;
    return instruments().find((known) => known.instrument === wanted) ?? null;
  });
  const files = () => sources()?.files.filter(({ id }) => whole()?.fileIds.includes(id)) ?? [];
  const chosen = createMemo(() => files().find(({ id }) => id === view().file) ?? null);
  const instrument = createMemo(() => {
    const [file, known] = [chosen(), whole()];
    return file === null || known === null ? known : instrumentIn(file, known);
  });
  const fileChoices = createMemo(() => (whole()?.overlap == null ? [] : files()));
  return { instruments, instrument, file: () => chosen()?.id ?? null, fileChoices };
}

/** An instrument with nothing but what one of its files holds. */
function instrumentIn({ id, reason, instruments }: FileInfo, whole: InstrumentInfo): InstrumentInfo {
  const span = instruments.find(({ instrument }) => instrument === whole.instrument);
  const reasons = reason === null || whole.missing !== null ? [] : [reason];
  return { ...whole, ...span, fileIds: [id], reasons, overlap: null };
}
