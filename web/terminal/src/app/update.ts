import { ref } from 'vue'

const ready = ref(false)

/** The offline shell: kept by a service worker, replaced by a new version only when a person asks for it or the app starts anew. */
export const update = {
  ready,
  apply(): void { location.reload() },
}

export function registerServiceWorker(): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return
  const worker = navigator.serviceWorker
  worker.register('/terminal/sw.js', { scope: '/terminal/' }).catch(() => undefined)
  const had = worker.controller !== null
  worker.addEventListener('controllerchange', () => { ready.value = had })
}
