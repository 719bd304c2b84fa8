// Making one costs a cheap device more than a list's worth of using it.
const formatters = new Map<string, Intl.DateTimeFormat>()

function formatterOf(zone: string): Intl.DateTimeFormat {
  const made = formatters.get(zone) ?? new Intl.DateTimeFormat('en-US', {
    timeZone: zone, hour12: false, year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric',
  })
  formatters.set(zone, made)
  return made
}

/** Calendar parts of an instant in a store's time zone (IANA). */
function parts(instant: number, zone: string): { year: number; month: number; day: number; hour: number; minute: number; second: number } {
  const found: Record<string, number> = {}
  for (const part of formatterOf(zone).formatToParts(new Date(instant))) found[part.type] = Number(part.value)
  const { year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0 } = found
  return { year, month, day, hour: hour % 24, minute, second }
}

const two = (value: number): string => String(value).padStart(2, '0')

/** The number of the day in the zone, counted from 1970: equal for two instants of the same day. */
export function dayNumber(instant: number, zone: string): number {
  const { year, month, day } = parts(instant, zone)
  return Date.UTC(year, month - 1, day) / 86_400_000
}

/** The instant at which the day of `instant` began in the zone. */
export function startOfDay(instant: number, zone: string): number {
  const { hour, minute, second } = parts(instant, zone)
  const guess = instant - ((hour * 60 + minute) * 60 + second) * 1000 - (instant % 1000)
  // A clock that was put forward or back since midnight moves the guess by the difference.
  const at = parts(guess, zone)
  if (at.hour === 0) return guess
  return guess + (at.hour > 12 ? 24 - at.hour : -at.hour) * 3_600_000
}

/** 14:02 today, 昨天 14:02 the day before, then 11-24 14:02. */
export function formatTime(instant: number, now: number, zone: string, yesterday: string): string {
  const { month, day, hour, minute } = parts(instant, zone)
  const clock = `${two(hour)}:${two(minute)}`
  const age = dayNumber(now, zone) - dayNumber(instant, zone)
  if (age === 0) return clock
  return age === 1 ? `${yesterday} ${clock}` : `${two(month)}-${two(day)} ${clock}`
}

export function formatClock(instant: number, zone: string): string {
  const { hour, minute, second } = parts(instant, zone)
  return `${two(hour)}:${two(minute)}:${two(second)}`
}

/** Seconds as 4:05. */
export function formatCountdown(seconds: number): string {
  return `${String(Math.floor(seconds / 60))}:${two(seconds % 60)}`
}
