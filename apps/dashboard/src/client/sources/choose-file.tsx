import { For, type JSX } from 'solid-js';
import type { FileInfo } from '../api/api-types.ts';
import { useDashboard } from '../frame/dashboard-context.ts';
import { FileName } from '../parts/file-name.tsx';
import { Notice } from '../parts/notice.tsx';
import { ViewLink } from '../parts/view-link.tsx';
import { heldText } from './span-text.ts';

/** Says that files hold the same time, which cannot be shown as one, and asks for the one to look at. */
export function ChooseFile(): JSX.Element {
  const { instrument, fileChoices } = useDashboard();
  return (
    <Notice
      kind="problem"
      title={fileChoices().length === 2 ? 'Two files hold the same time' : 'Several files hold the same time'}
      text={`${instrument()?.overlap ?? ''}. Choose the one to look at.`}
    >
      <ul class="file-choices">
        <For each={fileChoices()}>
          {(file) => (
            <li>
              <ViewLink class="file-choice" to={{ file: file.id }}>
                <strong>
                  <FileName name={file.name} />
                </strong>
                <span class="dim">{contentsOf(file, instrument()?.instrument)}</span>
              </ViewLink>
            </li>
          )}
        </For>
      </ul>
    </Notice>
  );
}

function contentsOf({ instruments }: FileInfo, name: string | undefined): string {
  const span = instruments.find(({ instrument }) => instrument === name);
  return span === undefined ? '' : heldText(span);
}
