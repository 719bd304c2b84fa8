import { reactive } from 'vue'

export interface Clock {
  /** The server's time in milliseconds, as far as its answers told; ticks every quarter of a second. */
  now: number
  /** The same, moving only once a minute: for what needs no more and should not be drawn again for less. */
  minute: number
}

/** A till's own clock may be wrong by minutes, so countdowns follow the server's. */
export function createClock(): { clock: Clock; adjust: (serverTime: number | undefined) => void } {
  let offset = 0
  let known = false
  const clock = reactive<Clock>({ now: Date.now(), minute: Date.now() })
  const tick = (): void => {
    clock.now = Date.now() + offset
    clock.minute = clock.now - (clock.now % 60_000)
  }
  tick()
  setInterval(tick, 250)
  return {
    clock,
    adjust(serverTime) {
      if (serverTime === undefined) return
      // The Date header has whole seconds: half a second is its middle. Small differences are left alone so that nothing jumps.
      const found = serverTime + 500 - Date.now()
      if (!known || Math.abs(found - offset) > 2000) offset = Math.abs(found) > 2000 ? found : 0
      known = true
      tick()
    },
  }
}
