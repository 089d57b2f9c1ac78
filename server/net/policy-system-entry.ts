import { z } from 'zod'
import { Code } from './indicator-entry.ts'

/** The kind that a policy system has among the rule sets. */
export const POLICY_SYSTEM = 'policySystem'

/** A policy system such as 1+7+N as data: its tiers, and what each is made of. */
export const PolicySystemEntry = z.strictObject({
  code: Code,
  name: z.string().min(1),
  nameEn: z.string().min(1),
  /** Code of the place whose system it is; null: everybody's. */
  place: z.string().nullable(),
  note: z.string().nullable(),
  tiers: z.array(
    z.strictObject({
      name: z.string().min(1),
      nameEn: z.string().min(1),
      /** How many it is said to have; null where it is open. */
      expected: z.int().min(0).nullable(),
      members: z.array(
        z.strictObject({ title: z.string().min(1), document: Code.nullable(), kind: z.string().min(1) }),
      ),
    }),
  ),
})
export type PolicySystemEntry = z.infer<typeof PolicySystemEntry>

export const PolicySystemFile = z.strictObject({ systems: z.array(PolicySystemEntry) })
