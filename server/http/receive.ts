import { Problem } from '@gangju/net/problem'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { FileReply, Watch } from './call.ts'
import { chronicleRefusal } from './chronicle.ts'
import { openStream } from './events.ts'
import type { Ground } from './ground.ts'
import { languageOf, readBareKnock, readKnock } from './input.ts'
import type { Knock } from './knock.ts'
import { problemStatus, toProblem } from './problem-reply.ts'
import type { Queue } from './queue.ts'
import { runRead } from './read.ts'
import { sendFile, sendJson, sendProblem } from './send.ts'
import type { Door } from './serve.ts'
import { runWrite } from './write.ts'

/** One request from the wire to the answer. */
export async function receive(
  ground: Ground,
  door: Door,
  queue: Queue,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  try {
    const knock = readKnock(door, request, ground.isSecure)
    await queue(() => answer(ground, knock, request, reply))
  } catch (error) {
    await refuse(ground, door, request, reply, error)
  }
}

async function answer(ground: Ground, knock: Knock, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const { route } = knock.door
  if (route.method !== 'GET') {
    const outcome = await runWrite(ground, knock)
    if ('problem' in outcome) return sendProblem(reply, toProblem(outcome.problem), knock.lang, knock.requestId)
    return sendJson(request, reply, outcome.answer)
  }
  const { result, sayings } = await runRead(ground, knock)
  const { status, headers } = sayings
  if (route.replyKind === 'file') return sendFile(reply, result as FileReply, headers)
  if (route.replyKind === 'events') return openStream(ground, knock, reply, result as Watch<unknown>)
  return sendJson(request, reply, { status, headers, body: route.reply.parse(result) })
}

/** What was refused before or outside its transaction: the log has no line of it yet. A fault is not an act of anybody. */
async function refuse(
  ground: Ground,
  door: Door,
  request: FastifyRequest,
  reply: FastifyReply,
  error: unknown,
): Promise<void> {
  const problem = toProblem(error)
  const status = problemStatus(problem)
  const wentWrong = problem.code === 'server.fault' || (!(error instanceof Problem) && status === 403)
  if (wentWrong) ground.log.error({ err: error, requestId: request.id, path: door.route.path }, 'a request failed')
  if (door.route.method !== 'GET' && status < 500) {
    await chronicleRefusal(ground, readBareKnock(door, request, ground.isSecure), problem).catch((fault: unknown) => {
      ground.log.error({ err: fault, requestId: request.id }, 'a refusal could not be written to the log')
    })
  }
  await sendProblem(reply, problem, languageOf(request.headers['accept-language']), request.id)
}
