import { reactive } from 'vue'

export interface Connection {
  /** False from the moment that a request got no answer and a probe neither, until one does. */
  online: boolean
  /** Whether events come as they happen. */
  live: boolean
}

export interface ConnectionWatch {
  readonly state: Connection
  /** A request got no answer: find out whether the server is gone. */
  suspect(): void
  reached(): void
  /** Called whenever the server can be reached again. */
  onReturn(listener: () => void): void
}

const waits = [500, 1000, 2000, 3000, 5000]

/** Tells whether the server can be reached, from what requests report and, once one failed, from probes until one is answered. */
export function createConnection(probe: () => Promise<boolean>, target: EventTarget = window): ConnectionWatch {
  const state = reactive<Connection>({ online: true, live: false })
  const listeners: (() => void)[] = []
  let probing = false
  let hurry: (() => void) | undefined

  function reached(): void {
    if (state.online) return
    state.online = true
    hurry?.()
    for (const listener of listeners) listener()
  }

  async function watchOver(): Promise<void> {
    for (let tries = 0; ; tries++) {
      const answered = await probe().catch(() => false)
      if (answered) return
      state.online = false
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, waits[Math.min(tries, waits.length - 1)])
        hurry = () => { clearTimeout(timer); resolve() }
      })
    }
  }

  function suspect(): void {
    if (probing) return
    probing = true
    void watchOver().then(() => {
      probing = false
      reached()
    })
  }

  target.addEventListener('offline', () => {
    state.online = false
    suspect()
  })
  target.addEventListener('online', () => {
    hurry?.()
    suspect()
  })
  return { state, suspect, reached, onReturn: (listener) => { listeners.push(listener) } }
}
