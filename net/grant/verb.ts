/** Everything that a grant can allow. A route of the contract names one of these. */
export const verbs = [
  'place.read',
  'place.write',
  'goal.read',
  'indicator.read',
  'observation.read',
  'document.read',
  'target.write',
  'catalogue.write',
  'submission.read',
  'submission.draft',
  'submission.submit',
  'submission.approve',
  'submission.return',
  'person.read',
  'person.write',
  'grant.write',
  'token.issue',
  'action.read',
] as const

/** One of the closed list; roles of the catalogue are named bundles of these. */
export type Verb = (typeof verbs)[number]

/** Whether a text from the catalogue or the database names a verb. */
export function isVerb(text: string): text is Verb {
  return (verbs as readonly string[]).includes(text)
}
