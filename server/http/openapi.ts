import { ProblemDocument } from '@gangju/contract/problems'
import type { AnyRoute } from '@gangju/contract/route'
import { routes } from '@gangju/contract/routes'
import { z } from 'zod'
import { cookieName } from './input.ts'
import { SchemaBook } from './schema-book.ts'

const problemType = 'application/problem+json'

/** The OpenAPI 3.1 document of every route of the contract. */
export function buildOpenApi(): object {
  const schemas = new SchemaBook()
  const paths: Record<string, Record<string, unknown>> = {}
  for (const [name, route] of Object.entries(routes) as [string, AnyRoute][]) {
    const path = `/api${route.path.replace(/:(\w+)/g, '{$1}')}`
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(name, route, schemas) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Gangju 纲举',
      version: '0.1.0',
      description: 'Figures are exact decimals as text. Refusals are problem documents (RFC 9457).',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    paths,
    components: {
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: cookieName },
        token: { type: 'http', scheme: 'bearer' },
      },
      responses: {
        Problem: {
          description: 'Refused',
          content: { [problemType]: { schema: schemas.write(ProblemDocument, 'output') } },
        },
      },
      schemas: schemas.components,
    },
  }
}

function operation(name: string, route: AnyRoute, schemas: SchemaBook): object {
  const content = replyOf(route, schemas)
  const parameters = [...parametersOf(schemas, route.params, 'path'), ...parametersOf(schemas, route.query, 'query')]
  if (route.method !== 'GET' && route.needs !== 'public') parameters.push(idempotencyKey)
  const body = bodyOf(route, schemas)
  return {
    operationId: name,
    summary: route.summary,
    description: `Needs: ${route.needs}`,
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(body ? { requestBody: body } : {}),
    responses: {
      200: { description: 'Done', content },
      default: { $ref: '#/components/responses/Problem' },
    },
    security: route.needs === 'public' ? [] : [{ session: [] }, { token: [] }],
  }
}

const idempotencyKey = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description: 'The same key with the same content has one effect and one answer.',
  schema: { type: 'string', pattern: '^[\\x21-\\x7e]{1,128}$' },
}

function parametersOf(schemas: SchemaBook, shape: z.ZodObject, where: 'path' | 'query'): object[] {
  const schema = schemas.write(shape, 'input')
  const required = new Set(schema.required ?? [])
  return Object.entries(schema.properties ?? {}).map(([name, property]) => ({
    name,
    in: where,
    required: where === 'path' || required.has(name),
    schema: property,
  }))
}

function bodyOf(route: AnyRoute, schemas: SchemaBook): object | undefined {
  const isEmpty = route.body instanceof z.ZodUndefined
  if (isEmpty && route.fileBody === undefined) return undefined
  const json = isEmpty ? {} : { 'application/json': { schema: schemas.write(route.body, 'input') } }
  const file =
    route.fileBody === undefined ? {} : { [route.fileBody]: { schema: { type: 'string', format: 'binary' } } }
  return { required: true, content: { ...json, ...file } }
}

function replyOf(route: AnyRoute, schemas: SchemaBook): object {
  if (route.replyKind === 'file')
    return { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } }
  const schema = schemas.write(route.reply, 'output')
  return { [route.replyKind === 'events' ? 'text/event-stream' : 'application/json']: { schema } }
}
