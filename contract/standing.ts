import { z } from 'zod'
import { DecimalText, SourcePosition } from './values.ts'

/** How settled a figure is: until its returns are closed, after, changed after that, or as an office published it. */
export const FigureStatus = z.enum(['preliminary', 'final', 'revised', 'published'])
export type FigureStatus = z.infer<typeof FigureStatus>

/** One of the figures that stand in a cell; one of them is in force by the rule of precedence, and all are shown. */
export const StandingFigure = z.object({
  value: DecimalText,
  unit: z.string(),
  status: FigureStatus,
  source: SourcePosition.nullable().describe('Null: what the places reported, added up.'),
  printed: z.string().nullable(),
  inForce: z.boolean(),
})
export type StandingFigure = z.infer<typeof StandingFigure>
