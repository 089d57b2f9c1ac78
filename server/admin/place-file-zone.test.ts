import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { readAttributeFile, readZoneFile } from './place-file-zone.ts'

const at = (name: string) => fileURLToPath(new URL(`../../catalogue/jiangmen/${name}`, import.meta.url))

describe('zone and attribute files', () => {
  it('[PL24] the pilot’s zones have the shape', () => {
    expect(readZoneFile(at('zones.json')).zones.length).toBeGreaterThan(50)
  })

  it('[PL25] the pilot’s attributes have the shape', () => {
    expect(readAttributeFile(at('attributes.json')).attributes.length).toBeGreaterThan(100)
  })
})
