/** Settings of a client or of this program must not reach the server process; English messages, UTC. */
export function serverEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^(PG|GANGJU_|DATABASE_URL|LC_|LANG|NODE_)/.test(name))
  return { ...Object.fromEntries(kept), LC_ALL: 'C', TZ: 'UTC', PGTZ: 'UTC' }
}
