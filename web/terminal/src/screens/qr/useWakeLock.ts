import { onMounted, onUnmounted } from 'vue'

interface Sentinel { release(): Promise<void> }

/** Keeps the screen lit while a customer scans it, where the browser can. */
export function useWakeLock(): void {
  const lock = (navigator as { wakeLock?: { request(kind: 'screen'): Promise<Sentinel> } }).wakeLock
  let held: Sentinel | undefined
  const ask = (): void => {
    if (document.visibilityState === 'visible') lock?.request('screen').then((sentinel) => { held = sentinel }, () => undefined)
  }
  onMounted(() => {
    ask()
    document.addEventListener('visibilitychange', ask)
  })
  onUnmounted(() => {
    document.removeEventListener('visibilitychange', ask)
    held?.release().catch(() => undefined)
  })
}
