import type { Routes } from '../http/serve.ts'
import { fileRoutes } from './file.route.ts'
import { returnRoutes } from './return.route.ts'
import { reviewRoutes } from './review.route.ts'
import { submissionRoutes } from './submission.route.ts'

/** Returns: templates out, filled returns in, review, and into the net. */
export const collectRoutes: Routes = (app) => {
  for (const routes of [returnRoutes, fileRoutes, reviewRoutes, submissionRoutes]) routes(app)
}
