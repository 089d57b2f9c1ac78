export * from './grant.ts'
export * from './verb.ts'
