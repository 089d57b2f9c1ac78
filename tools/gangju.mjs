#!/usr/bin/env node
import { requireNode } from './prepare/node-version.mjs'

requireNode()

const [command, ...options] = process.argv.slice(2)
if (command === 'start') await import('./start.mjs')
else if (command === undefined || command === 'help' || command === '--help') {
  console.error(`用法 Usage: gangju COMMAND [...]
  start         启动系统 start the server
  clause FILE…  读出文件中的量化表述 the quantified statements of documents
  rebuild       重算汇总 recompute the roll-ups
  verify-log    核对日志 check the log
  load-places   载入区划 load places
  load-content  载入内容 load content`)
  process.exitCode = command === undefined ? 2 : 0
} else {
  process.argv.splice(2, Number.POSITIVE_INFINITY, command, ...options)
  await import('./run.mjs')
}
