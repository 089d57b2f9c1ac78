import { z } from 'zod'

/** Schemas are read as data: the page's policy forbids making code from text, and asking for it would be logged as a breach. */
z.config({ jitless: true })
