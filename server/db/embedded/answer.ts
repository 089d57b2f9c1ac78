import { connect, createServer } from 'node:net'

// SSLRequest of the protocol: length 8, code 80877103. The answer is one byte, given before any sign-in and by a
// process that the server starts for it; so it proves a live server and leaves no line in its log.
const sslRequest = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47])

/** Whether a PostgreSQL on this port of the loopback answers in time. */
export function answers(port: number, withinMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' })
    const end = (answered: boolean) => {
      socket.destroy()
      resolve(answered)
    }
    // After a pause of ours the timer runs before the answer that lies ready is read: let it be read first.
    socket.setTimeout(withinMs, () => setImmediate(end, false))
    socket.on('connect', () => socket.write(sslRequest))
    socket.on('data', () => end(true))
    socket.on('error', () => end(false))
    socket.on('close', () => end(false))
  })
}

/** The preferred port if it can be had, else any free one. */
export async function choosePort(preferred: number | undefined): Promise<number> {
  return (preferred && (await tryListen(preferred))) || (await tryListen(0)) || choosePort(undefined)
}

function tryListen(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer()
    server.on('error', () => resolve(undefined))
    server.listen(port, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' ? address?.port : undefined))
    })
  })
}
