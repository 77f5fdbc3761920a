/** The part of a JSON schema that the API uses. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
}

/** A parameter of an operation. */
export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query';
  readonly required?: boolean;
  readonly schema: Schema;
}

/** What an operation answers with a status. */
interface Answer {
  readonly content?: Readonly<Record<string, { readonly schema: Schema }>>;
}

/** One method of one path. */
export interface Operation {
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
  readonly responses: Readonly<Record<string, Answer>>;
}

/** The OpenAPI document of the server. */
export interface ApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

/** Where a value is not what a schema says; null where it is. */
export function mismatchOf(value: unknown, schema: Schema, document: ApiDocument, place = ''): string | null {
  if (schema.$ref !== undefined) {
    const named = document.components.schemas[schema.$ref.slice('#/components/schemas/'.length)];
    return named === undefined ? `${place}: ${schema.$ref} is not there` : mismatchOf(value, named, document, place);
  }
  if (schema.anyOf !== undefined) {
    const isAny = schema.anyOf.some((one) => mismatchOf(value, one, document, place) === null);
    return isAny ? null : `${place}: none of ${schema.anyOf.length} kinds`;
  }
  if (schema.enum !== undefined && !schema.enum.includes(value)) return `${place}: ${String(value)} is no choice`;
  if (!isOfType(value, schema)) return `${place}: ${JSON.stringify(value)?.slice(0, 80)} is no ${String(schema.type)}`;
  if (Array.isArray(value)) return firstOf(value.entries(), () => schema.items ?? {}, document, place);
  if (typeof value !== 'object' || value === null) return null;
  const missing = schema.required?.find((name) => !Object.hasOwn(value, name));
  if (missing !== undefined) return `${place}: there is no ${missing}`;
  const others = typeof schema.additionalProperties === 'object' ? schema.additionalProperties : {};
  return firstOf(Object.entries(value), (name) => schema.properties?.[String(name)] ?? others, document, place);
}

function firstOf(
  parts: Iterable<readonly [string | number, unknown]>,
  schemaOf: (name: string | number) => Schema,
  document: ApiDocument,
  place: string,
): string | null {
  for (const [name, part] of parts) {
    const mismatch = mismatchOf(part, schemaOf(name), document, `${place}/${name}`);
    if (mismatch !== null) return mismatch;
  }
  return null;
}

function isOfType(value: unknown, { type, minimum, maximum }: Schema): boolean {
  if (type === undefined) return true;
  const types = typeof type === 'string' ? [type] : type;
  if (typeof value === 'number' && (value < (minimum ?? value) || value > (maximum ?? value))) return false;
  return types.some((one) => TYPES[one]?.(value) === true);
}

const TYPES: Readonly<Record<string, (value: unknown) => boolean>> = {
  null: (value) => value === null,
  string: (value) => typeof value === 'string',
  boolean: (value) => typeof value === 'boolean',
  number: (value) => typeof value === 'number' && Number.isFinite(value),
  integer: Number.isSafeInteger,
  array: Array.isArray,
  object: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
};
