export * from './observation.ts'
export * from './target.ts'
