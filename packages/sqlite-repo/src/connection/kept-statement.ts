import type { Database, Statement } from 'better-sqlite3';

const statements = new WeakMap<Database, Map<string, Statement>>();

/** A statement of a connection, prepared when it is first asked for. Never iterate it: somebody else may be using it. */
export function keptStatement<Bound extends unknown[], Row = unknown>(
  database: Database,
  sql: string,
): Statement<Bound, Row> {
  let known = statements.get(database);
  if (known === undefined) {
    known = new Map();
    statements.set(database, known);
  }
  let statement = known.get(sql);
  if (statement === undefined) {
    statement = database.prepare(sql);
    known.set(sql, statement);
  }
  return statement as Statement<unknown[]> as Statement<Bound, Row>;
}
