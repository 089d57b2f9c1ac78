import { requireNode } from './prepare/node-version.mjs'

requireNode()

const { prepare } = await import('./prepare/prepare.mjs')
const { root } = await import('./prepare/root.mjs')
await prepare('server', 'web')
process.chdir(root)
// In this very process: a signal to it is a signal to the server.
await import('../server/dist/main.js')
