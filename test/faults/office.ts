import { randomBytes } from 'node:crypto'
import type { ServerUnderFaults } from './server.ts'

/** A town of the pilot with those who act for it: who files, and who approves at each step. */
export interface Office {
  readonly town: string
  readonly village: string
  readonly clerk: string
  readonly reviewers: readonly [first: string, second: string]
}

const password = () => `Gangju-${randomBytes(9).toString('base64url')}-7`

/** Signs in as the first administrator, and gives every town that will report its people, each with a bearer token. */
export async function openOffices(server: ServerUnderFaults, count: number): Promise<Office[]> {
  const oneTime = /one-time password\s+(\S+)/.exec(server.output)?.[1]
  if (oneTime === undefined) throw new Error(`no one-time password was printed:\n${server.output}`)
  const admin = await signInFirst(server, 'admin', oneTime)
  const { rows } = await server.withDatabase((client) =>
    client.query<{ town: string; county: string; village: string }>(
      `select t.code as town, c.code as county, min(v.code) as village
       from place t join place c on c.place_id = t.parent_id join place v on v.parent_id = t.place_id
       where t.level = 'town' and t.administrative and v.administrative group by 1, 2 order by right(t.code, 9), 1 limit $1`,
      [count],
    ),
  )
  const offices: Office[] = []
  for (const [index, { town, county, village }] of rows.entries()) {
    const clerk = await addPerson(server, admin, { username: `clerk${index}`, role: 'town', place: town })
    const addReviewer = (letter: string) =>
      addPerson(server, admin, { username: `reviewer${index}${letter}`, role: 'county', place: county })
    offices.push({ town, village, clerk, reviewers: [await addReviewer('a'), await addReviewer('b')] })
  }
  return offices
}

async function post(server: ServerUnderFaults, route: string, body: object, cookie?: string) {
  const answer = await fetch(`${server.url}/api${route}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(cookie && { cookie }) },
    body: JSON.stringify(body),
  })
  if (!answer.ok) throw new Error(`${route}: ${answer.status} ${await answer.text()}`)
  return {
    body: (await answer.json()) as Record<string, unknown>,
    cookie: answer.headers.get('set-cookie')?.split(';')[0],
  }
}

async function signInFirst(server: ServerUnderFaults, username: string, oneTime: string): Promise<string> {
  const first = await post(server, '/session', { username, password: oneTime })
  const changed = await post(server, '/session/password', { current: oneTime, next: password() }, first.cookie)
  return changed.cookie ?? first.cookie!
}

/** @returns a bearer token that acts as the new person. */
async function addPerson(
  server: ServerUnderFaults,
  admin: string,
  { username, role, place }: { username: string; role: string; place: string },
): Promise<string> {
  const grant = { role, place, goal: null }
  const { body } = await post(server, '/people', { username, name: username, grant }, admin)
  await signInFirst(server, username, String(body.oneTimePassword))
  const expiresAt = new Date(Date.now() + 86_400_000).toISOString()
  const token = await post(server, '/tokens', { username, label: 'faults', expiresAt }, admin)
  return String(token.body.token)
}
