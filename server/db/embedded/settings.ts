export type Settings = Readonly<Record<string, string>>

/** Modest ones, for a machine that serves other things too; the caller may change them. */
export const usualSettings: Settings = {
  max_connections: '60',
  shared_buffers: '128MB',
  // A hot copy of the data folder needs the log written meanwhile.
  wal_keep_size: '64MB',
  jit: 'off',
}

/** Nobody may change these: what is acknowledged stays [DB2], and nobody comes in from outside [DB4]. */
export const firmSettings: Settings = {
  fsync: 'on',
  full_page_writes: 'on',
  synchronous_commit: 'on',
  password_encryption: 'scram-sha-256',
  ssl: 'off',
}

/** Loopback only, no socket file. */
export function commandOf(program: string, data: string, port: number, settings: Settings): string[] {
  const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  return [program, '-D', data, '-p', String(port), '-h', '127.0.0.1', '-k', '', ...options]
}
