import { describe, expect, it } from 'vitest';
import { commandToGoOn, workingFolder } from '../src/command-line.ts';

describe('commandToGoOn', () => {
  it('repeats the words of the command and quotes what a shell would change', () => {
    expect(commandToGoOn(['process', "it's here.db", '--depth', '10'], {})).toBe(
      `orderflow process 'it'\\''s here.db' --depth 10`,
    );
  });

  it('leaves out --force, which would begin anew', () => {
    expect(commandToGoOn(['process', 'a.db', '--force'], {})).toBe('orderflow process a.db');
    expect(commandToGoOn(['process', '-f', 'a.db'], {})).toBe('orderflow process a.db');
  });

  it('goes through npm where npm runs the script', () => {
    expect(commandToGoOn(['process', 'a.db'], { npm_lifecycle_event: 'orderflow' })).toBe(
      'npm run -s orderflow -- process a.db',
    );
  });
});

describe('workingFolder', () => {
  it("is the user's folder under npm, else the process's own", () => {
    expect(workingFolder({ npm_lifecycle_event: 'orderflow', INIT_CWD: '/home/me' }, '/checkout')).toBe('/home/me');
    expect(workingFolder({ npm_lifecycle_event: 'test', INIT_CWD: '/home/me' }, '/tmp')).toBe('/tmp');
    expect(workingFolder({}, '/tmp')).toBe('/tmp');
  });
});
