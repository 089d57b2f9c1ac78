import * as board from '@gangju/contract/board'
import * as goals from '@gangju/contract/goals'
import * as people from '@gangju/contract/people'
import * as places from '@gangju/contract/places'
import * as readings from '@gangju/contract/readings'
import * as returns from '@gangju/contract/returns'
import * as session from '@gangju/contract/session'
import * as values from '@gangju/contract/values'
import { z } from 'zod'

export interface JsonSchema {
  readonly required?: readonly string[]
  readonly properties?: Readonly<Record<string, unknown>>
}

const names = z.registry<{ id: string }>()
for (const module of [values, session, people, places, goals, readings, board, returns]) {
  for (const [name, schema] of Object.entries(module)) {
    if (schema instanceof z.ZodType && /^[A-Z]/.test(name) && !names.has(schema)) names.add(schema, { id: name })
  }
}

/** Names of ours beside the descriptions that the contract gives. */
const metadata = { get: (schema: z.ZodType) => ({ ...z.globalRegistry.get(schema), ...names.get(schema) }) }

const reference = /"#\/\$defs\/(\w+)"/g

/** Schemas as JSON Schema; what the contract exports under a name stands once, among the components. */
export class SchemaBook {
  readonly components: Record<string, unknown> = {}
  readonly #texts = new Map<string, string>()

  write(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
    const written = z.toJSONSchema(schema, { io, unrepresentable: 'any', metadata: metadata as never }) as Record<
      string,
      unknown
    >
    const { $schema: _, '~standard': __, $defs = {}, ...plain } = written
    const texts = new Map(Object.entries($defs as object).map(([name, part]) => [name, textOf(part)]))
    const renamed = (text: string) =>
      text.replace(reference, (_all, name: string) => `"#/components/schemas/${this.#nameOf(name, texts, io)}"`)
    for (const [name, text] of texts) {
      const full = this.#nameOf(name, texts, io)
      this.#texts.set(full, text)
      this.components[full] ??= JSON.parse(renamed(text))
    }
    return JSON.parse(renamed(textOf(plain))) as JsonSchema
  }

  /** What goes in may be wider than what comes out: then it has a name of its own. */
  #nameOf(name: string, texts: ReadonlyMap<string, string>, io: 'input' | 'output'): string {
    const isSame = (part: string): boolean => {
      const text = texts.get(part) ?? ''
      const known = this.#texts.get(part)
      return (
        (known === undefined || known === text) &&
        Array.from(text.matchAll(reference), (match) => match[1]!).every(isSame)
      )
    }
    return io === 'output' || isSame(name) ? name : `${name}Input`
  }
}

function textOf(schema: unknown): string {
  const { id: _, ...plain } = schema as Record<string, unknown>
  return JSON.stringify(plain)
}
