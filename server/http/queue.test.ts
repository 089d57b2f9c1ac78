import { expect, test } from 'vitest'
import { openQueue } from './queue.ts'

test('[HT10] so many run at one time, in order of arrival, and the 65th that waits is sent away', async () => {
  const queue = openQueue(2)
  const done: number[] = []
  let most = 0
  let running = 0
  const work = (number: number) => async () => {
    running += 1
    most = Math.max(most, running)
    await new Promise((resolve) => setTimeout(resolve, 1))
    running -= 1
    done.push(number)
  }
  const all = Array.from({ length: 67 }, (_, number) =>
    queue(work(number)).catch((error: { code: string }) => error.code),
  )
  expect((await Promise.all(all)).filter((code) => code === 'server.busy')).toHaveLength(1)
  expect(most).toBe(2)
  expect(done).toEqual(done.toSorted((a, b) => a - b))
  await queue(work(99))
  expect(done.at(-1)).toBe(99)
})
