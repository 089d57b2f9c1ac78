/** The offices' clock: UTC+8, all the year. */
const offsetMs = 8 * 3_600_000

const onTheirClock = (moment: Date): string => new Date(moment.getTime() + offsetMs).toISOString()

/** The day at the offices: grants hold by it, returns close on it. */
export const officeDay = (moment: Date): string => onTheirClock(moment).slice(0, 10)

/** Day and time at the offices, to the minute. */
export const officeMinute = (moment: Date): string => onTheirClock(moment).slice(0, 16).replace('T', ' ')
