import { jsonText } from './json.ts';
import type { Palette } from './palette.ts';
import { escapeControls } from './printable.ts';

/** How much is logged: a level and all that are graver. */
export type LogLevel = 'error' | 'warn' | 'info' | 'debug';
/** One sentence a line, or one JSON object a line. */
export type LogFormat = 'text' | 'json';

/** The levels, gravest first. */
export const LOG_LEVELS: readonly LogLevel[] = ['error', 'warn', 'info', 'debug'];

/** The formats of the log. */
export const LOG_FORMATS: readonly LogFormat[] = ['text', 'json'];

/** What a JSON line says besides its message. */
export type LogFields = Readonly<Record<string, string | number | boolean | null>>;

/** A line at the bottom of the terminal that makes way for messages. */
export interface StatusLine {
  hide(): void;
  show(): void;
}

/** How the log writes. */
export interface LogSettings {
  readonly level: LogLevel;
  readonly format: LogFormat;
  readonly palette: Palette;
}

const LABELS: Readonly<Record<LogLevel, string>> = { error: 'error: ', warn: 'warning: ', info: '', debug: 'debug: ' };
const TONES = { error: 'error', warn: 'warning', info: null, debug: 'faint' } as const;

/** Writes messages for people and programs, by default to standard error. */
export class Log {
  readonly #stream: { write(text: string): unknown };
  readonly #now: () => number;
  #settings: LogSettings = { level: 'info', format: 'text', palette: (_tone, text) => text };
  #statusLine: StatusLine | null = null;

  /** `now` gives epoch milliseconds for JSON lines. */
  constructor(stream: { write(text: string): unknown }, now: () => number) {
    this.#stream = stream;
    this.#now = now;
  }

  get settings(): LogSettings {
    return this.#settings;
  }

  /** Changes how the log writes from here on. */
  configure(settings: LogSettings): void {
    this.#settings = settings;
  }

  /** Names the line that must make way for messages; null when it is gone. */
  attach(statusLine: StatusLine | null): void {
    this.#statusLine = statusLine;
  }

  /** Whether messages of `level` are written. */
  shows(level: LogLevel): boolean {
    return LOG_LEVELS.indexOf(level) <= LOG_LEVELS.indexOf(this.#settings.level);
  }

  /** Lists are written a line each. */
  error(message: string | readonly string[], fields: LogFields = {}): void {
    this.#write('error', message, fields);
  }

  warn(message: string, fields: LogFields = {}): void {
    this.#write('warn', message, fields);
  }

  info(message: string, fields: LogFields = {}): void {
    this.#write('info', message, fields);
  }

  debug(message: string, fields: LogFields = {}): void {
    this.#write('debug', message, fields);
  }

  #write(level: LogLevel, message: string | readonly string[], fields: LogFields): void {
    if (!this.shows(level)) return;
    this.#statusLine?.hide();
    this.#stream.write(`${this.#line(level, [message].flat(), fields)}\n`);
    this.#statusLine?.show();
  }

  #line(level: LogLevel, lines: readonly string[], fields: LogFields): string {
    if (this.#settings.format === 'json') {
      const time = new Date(this.#now()).toISOString();
      return jsonText({ time, level, message: lines.join('\n'), ...fields });
    }
    const tone = TONES[level];
    const label = LABELS[level];
    const text = lines.map(escapeControls).join('\n');
    return tone === null ? text : this.#settings.palette(tone, label) + text;
  }
}
