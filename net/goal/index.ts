export * from './alignment.ts'
export * from './kind.ts'
export * from './path.ts'
