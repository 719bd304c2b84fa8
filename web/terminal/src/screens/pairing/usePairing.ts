import { ApiProblem, type DeviceAuthorization, postForm, postToken, readProblem, type TokenAnswer } from '@cowry/shared'
import { onUnmounted, reactive } from 'vue'

export interface PairingState {
  face: 'asking' | 'waiting' | 'denied' | 'offline' | 'fault'
  device: DeviceAuthorization | undefined
  /** When the code ends, in milliseconds of this device's clock. */
  until: number
  code: string
}

export interface PairingEnd {
  request: () => Promise<Response>
  poll: (deviceCode: string) => Promise<Response>
  sleep: (milliseconds: number) => Promise<void>
  now: () => number
}

const clientId = 'cowry-terminal'

const browserEnd: PairingEnd = {
  request: () => postForm('/oauth/device', { client_id: clientId, scope: 'terminal' }),
  poll: (deviceCode) => postToken({ grant_type: 'urn:ietf:params:oauth:grant-type:device_code', device_code: deviceCode, client_id: clientId }),
  sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
  now: Date.now,
}

/** How long after a fault the server is asked again. */
const retryAfter = 3000

/** The device's side of RFC 8628: asks for a code, waits at the pace that the server sets, and takes a new code when one has run out. */
export function createPairing(onPaired: (answer: TokenAnswer) => void, end: PairingEnd = browserEnd): { state: PairingState; run: () => Promise<void>; stop: () => void } {
  const state = reactive<PairingState>({ face: 'asking', device: undefined, until: 0, code: '' })
  let stopped = false

  /** False when a new code is needed. */
  async function wait(device: DeviceAuthorization): Promise<boolean> {
    let interval = device.interval || 5
    while (!stopped && end.now() < state.until) {
      await end.sleep(interval * 1000)
      if (stopped) return true
      const answer = await end.poll(device.device_code).catch(() => undefined)
      // RFC 8628, 3.5: after a lost connection the pace is lowered as well.
      if (answer === undefined) {
        state.face = 'offline'
        interval = Math.min(interval * 2, 30)
        continue
      }
      state.face = 'waiting'
      if (answer.ok) {
        onPaired((await answer.json()) as TokenAnswer)
        return true
      }
      const problem = await readProblem(answer)
      const { code } = problem
      if (code === 'slow_down') interval += 5
      else if (code === 'access_denied') {
        state.face = 'denied'
        return true
      } else if (code === 'expired_token' || code === 'invalid_grant') return false
      else if (code !== 'authorization_pending' && answer.status < 500 && answer.status !== 429) throw problem
    }
    return stopped
  }

  async function ask(): Promise<DeviceAuthorization> {
    const answer = await end.request()
    if (!answer.ok) throw await readProblem(answer)
    return (await answer.json()) as DeviceAuthorization
  }

  return {
    state,
    async run() {
      stopped = false
      state.face = 'asking'
      while (!stopped) {
        try {
          const device = await ask()
          Object.assign(state, { device, until: end.now() + device.expires_in * 1000, face: 'waiting' })
          if (await wait(device)) return
        } catch (fault) {
          state.face = fault instanceof ApiProblem ? 'fault' : 'offline'
          state.code = fault instanceof ApiProblem ? fault.code : 'network'
          await end.sleep(retryAfter)
        }
      }
    },
    stop: () => { stopped = true },
  }
}

export function usePairing(onPaired: (answer: TokenAnswer) => void): ReturnType<typeof createPairing> {
  const pairing = createPairing(onPaired)
  onUnmounted(pairing.stop)
  void pairing.run()
  return pairing
}
