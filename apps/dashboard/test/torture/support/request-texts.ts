/** Texts for parameters that somebody may hope to do harm with. */
export const HOSTILE = [
  '',
  ' ',
  '0',
  '-0',
  '-1',
  '1e3',
  '1.5',
  '0x10',
  'NaN',
  'Infinity',
  '9'.repeat(30),
  '__proto__',
  'constructor',
  '[object Object]',
  '\0',
  '\u001b[2J',
  '\u202e',
  '../../etc/passwd',
  '%2e%2e%2f',
  "' OR 1=1 --",
  '"; DROP TABLE book; --',
  '<script>alert(1)</script>',
  '{{7*7}}',
  'x'.repeat(150),
  'x'.repeat(1000),
  '\ud83d\ude80',
  'é',
];

/** Methods, some of which there are not. */
export const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'FOO'];

/** Headers that change nothing, or are refused. */
export const HEADERS = [
  ['accept', ['*/*', 'application/json', 'text/event-stream', 'text/html;q=0.9, */*', 'a'.repeat(5000)]],
  ['accept-encoding', ['gzip, deflate, br', 'identity;q=0', '*']],
  ['authorization', ['Bearer x', 'Basic YTpi', 'Bearer ', 'b\u00ff']],
  [
    'content-type',
    ['application/json', 'text/plain', 'multipart/form-data; boundary=x', 'application/json; charset=x'],
  ],
  ['cookie', ['orderflow_token=x', '=;=;;', 'a=%', `a=${'b'.repeat(4000)}`, '__proto__=1']],
  ['forwarded', ['for=1.2.3.4;host=evil.example;proto=https']],
  ['if-modified-since', ['Thu, 01 Jan 1970 00:00:00 GMT', 'never']],
  ['if-none-match', ['*', '"x"', 'W/"']],
  ['last-event-id', ['-1', '\u00e9']],
  ['range', ['bytes=0-', 'bytes=-1', 'bytes=0-0,0-0,0-0', `bytes=${'0-,'.repeat(1000)}`, 'rows=1-2']],
  ['referer', ['http://evil.example/', 'javascript:alert(1)']],
  ['user-agent', ['', '() { :;}; echo', '\u00ff'.repeat(100)]],
  ['x-forwarded-for', ['127.0.0.1', 'evil']],
  ['x-forwarded-host', ['evil.example']],
  ['x-http-method-override', ['DELETE']],
  ['x-original-url', ['/api/v1/processing']],
  ['upgrade-insecure-requests', ['1']],
] as const;

/** A body for processing, and the part of it that is wrong: null where it is right, empty where the whole is. */
export interface Body {
  readonly text: string;
  readonly wrong: string | null;
}

/** Bodies for processing. */
export const BODIES: readonly Body[] = [
  { text: '{"files":["a"]}', wrong: null },
  { text: '{"files":["AAAAAAAAAAAAAAAA"],"force":true}', wrong: null },
  { text: `{"files":[${'"a",'.repeat(1000)}"a"]}`, wrong: null },
  { text: '{"files":["\\u0000"]}', wrong: null },
  { text: '{"files":["../../etc/passwd"]}', wrong: null },
  { text: '{"files":[]}', wrong: 'files' },
  { text: '{"files":"a"}', wrong: 'files' },
  { text: '{}', wrong: 'files' },
  { text: '{"files":[1]}', wrong: 'files.0' },
  { text: '{"files":["a",""]}', wrong: 'files.1' },
  { text: `{"files":["${'a'.repeat(10_000)}"]}`, wrong: 'files.0' },
  { text: '{"files":["a"],"force":1}', wrong: 'force' },
  { text: '{"files":["a"],"output":"/etc/passwd"}', wrong: 'output' },
  { text: '{"constructor":{"files":["a"]},"files":["a"]}', wrong: 'constructor' },
  { text: '{', wrong: '' },
  { text: '', wrong: '' },
  { text: 'null', wrong: '' },
  { text: '[]', wrong: '' },
  { text: '"x"', wrong: '' },
  { text: `${'['.repeat(10_000)}`, wrong: '' },
];

/** Names of parameters that there are not. */
export const UNKNOWN_PARAMETERS = ['colour', '__proto__', 'Start', 'constructor', '\u202e\u009b31m', 'x'.repeat(150)];

/** What the server has not got. */
export const UNKNOWN_ROUTES = [
  '',
  '..',
  'sources/x',
  'openapi.json/',
  'Series/A',
  'v1',
  'processing/event',
  '%00',
  '*',
];
