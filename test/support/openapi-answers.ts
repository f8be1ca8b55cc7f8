import assert from 'node:assert/strict';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';

type JsonObject = Record<string, unknown>;

interface DescribedOperation {
  readonly operationId: string;
  readonly responses: Record<string, { readonly content?: Record<string, { readonly schema: JsonObject }> }>;
}

export interface OpenApiDocument {
  readonly openapi: string;
  readonly servers: unknown;
  readonly paths: Record<string, Record<string, DescribedOperation>>;
  readonly components: { readonly schemas: Record<string, JsonObject> };
}

/** Holds answers against what a document says of them. What it does not name must not be there. */
export class AnswerChecker {
  readonly #document: OpenApiDocument;
  readonly #ajv: Ajv2020;

  constructor(document: OpenApiDocument) {
    this.#document = document;
    // The formats are the zod schemas' own checks, with tests of their own.
    this.#ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true });
    this.#ajv.addSchema({ $id: 'document', components: closed(document.components) as JsonObject });
  }

  /** @param path as the document writes it */
  async check(method: 'get' | 'post' | 'delete', path: string, status: number, response: Response): Promise<void> {
    const where = `${method} ${path} ${status}`;
    const text = await response.text();
    assert.equal(response.status, status, `${where}: ${text}`);
    const described = this.#document.paths[path]?.[method]?.responses[status];
    assert.ok(described !== undefined, `${where} is not described`);
    if (described.content === undefined) return assert.equal(text, '', where);
    const [type = ''] = (response.headers.get('content-type') ?? '').split(';');
    const content = described.content[type];
    assert.ok(content !== undefined, `${where}: ${type} is not described`);
    this.#fit(content.schema, type.endsWith('json') ? JSON.parse(text) : text, where);
  }

  checkEvent(name: string, data: unknown): void {
    assert.ok(Object.hasOwn(this.#document.components.schemas, `event.${name}`), `${name} is not described`);
    this.#fit({ $ref: `#/components/schemas/event.${name}` }, data, name);
  }

  #fit(schema: JsonObject, value: unknown, where: string): void {
    const validate: ValidateFunction = this.#ajv.compile(absolute(schema) as JsonObject);
    assert.ok(validate(value), `${where}: ${JSON.stringify(validate.errors)} in ${JSON.stringify(value)}`);
  }
}

/** The schemas with no other keys than they name. */
function closed(value: unknown): unknown {
  return mapObjects(value, (object) =>
    object['type'] === 'object' && 'properties' in object ? { ...object, additionalProperties: false } : object,
  );
}

/** The schema with its pointers into the document, which has another address than the schema. */
function absolute(value: unknown): unknown {
  return mapObjects(value, (object) =>
    typeof object['$ref'] === 'string' ? { ...object, $ref: `document${object['$ref']}` } : object,
  );
}

function mapObjects(value: unknown, change: (object: JsonObject) => JsonObject): unknown {
  if (Array.isArray(value)) return value.map((item) => mapObjects(item, change));
  if (typeof value !== 'object' || value === null) return value;
  return change(Object.fromEntries(Object.entries(value).map(([key, child]) => [key, mapObjects(child, change)])));
}
