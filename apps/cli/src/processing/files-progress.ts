import type { CommandContext } from '../command-context.ts';
import { makeProgress, type Progress } from '../output/progress.ts';
import { ProgressMeter } from '../output/progress-meter.ts';
import type { DatabaseFile } from '../sources/database-files.ts';
import { shortNames } from '../sources/short-names.ts';

/** Shows how one of many files goes on. */
export interface FileProgress {
  update(rows: number, totalRows: number): void;
  /** The file is done, with so many rows of this run. */
  end(rows: number): void;
}

/** One line of progress for files of which some are worked on at once: it names the first of them. */
export class FilesProgress {
  readonly #names: readonly string[];
  readonly #meter: ProgressMeter;
  readonly #progress: Progress;
  readonly #running = new Set<number>();

  constructor(files: readonly DatabaseFile[], { now, stderr, log }: CommandContext, logFrequency: number) {
    this.#names = shortNames(files.map(({ path }) => path));
    this.#meter = new ProgressMeter(
      files.map(({ bytes }) => bytes),
      now,
    );
    this.#progress = makeProgress({ stream: stderr, log, logFrequency });
  }

  /** The file with this index begins. */
  begin(index: number, { bytes }: DatabaseFile): FileProgress {
    const place = this.#names.length === 1 ? '' : ` (${index + 1} of ${this.#names.length})`;
    const label = `${this.#names[index]}${place}`;
    const meter = this.#meter.begin(bytes);
    this.#running.add(index);
    return {
      update: (rows, totalRows) => {
        const figures = meter.update(rows, totalRows);
        if (index === Math.min(...this.#running)) this.#progress.update({ label, rows, totalRows, ...figures });
      },
      end: (rows) => {
        this.#running.delete(index);
        meter.end(rows);
      },
    };
  }

  /** Takes the line away until the next update. */
  clear(): void {
    this.#progress.clear();
  }
}
