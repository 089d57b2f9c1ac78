import { build } from './build.mjs'
import { install } from './install.mjs'
import { StepFailed } from './step.mjs'

/** Packages and builds as the sources want them; ends the process with the output of the step that failed. */
export async function prepare(...parts) {
  try {
    await install()
    for (const part of parts) await build(part)
  } catch (error) {
    console.error(error instanceof StepFailed ? error.output : error)
    process.exit(1)
  }
}
