import { onMounted, onUnmounted } from 'vue'

/** Milliseconds without a touch or a key after which the till locks itself. */
export const idleLimit = 5 * 60_000

/** Calls once nobody has touched anything for a while, also when the device slept in between and its timers with it. */
export function useIdle(onIdle: () => void, limit = idleLimit): void {
  let last = Date.now()
  let timer: ReturnType<typeof setInterval> | undefined
  const touched = (): void => { last = Date.now() }
  const look = (): void => {
    if (Date.now() - last < limit) return
    last = Date.now()
    onIdle()
  }
  const events = ['pointerdown', 'keydown', 'touchstart'] as const
  onMounted(() => {
    for (const name of events) window.addEventListener(name, touched, { capture: true, passive: true })
    document.addEventListener('visibilitychange', look)
    timer = setInterval(look, 5000)
  })
  onUnmounted(() => {
    for (const name of events) window.removeEventListener(name, touched, { capture: true })
    document.removeEventListener('visibilitychange', look)
    clearInterval(timer)
  })
}
