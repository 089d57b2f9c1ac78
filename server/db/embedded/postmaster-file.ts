import { readFileSync } from 'node:fs'
import path from 'node:path'

/** What a running server says of itself. `status` is empty in the first moment of its life. */
export interface PostmasterFile {
  readonly pid: number
  readonly port: number
  readonly status: 'starting' | 'ready' | 'stopping' | 'standby' | ''
}

export const postmasterFileOf = (data: string) => path.join(data, 'postmaster.pid')

/** @source PostgreSQL, src/include/utils/pidfile.h: line 1 the process, 4 the port, 8 the status padded with blanks. */
export function parsePostmasterFile(text: string): PostmasterFile | undefined {
  const lines = text.split('\n')
  const pid = Number(lines[0])
  if (!Number.isInteger(pid) || pid <= 0) return undefined
  const status = (lines[7] ?? '').trim()
  return { pid, port: Number(lines[3] ?? 0), status: isStatus(status) ? status : '' }
}

export function findPostmasterFile(data: string): PostmasterFile | undefined {
  try {
    return parsePostmasterFile(readFileSync(postmasterFileOf(data), 'utf8'))
  } catch {
    return undefined
  }
}

const isStatus = (text: string): text is PostmasterFile['status'] =>
  ['starting', 'ready', 'stopping', 'standby'].includes(text)
