import { type Api, ApiProblem, type KeyValueStore, newId, type StaffSession } from '@cowry/shared'
import { reactive } from 'vue'

export interface StaffState {
  /** Who works here now; they stay so while the screen is locked. */
  session: StaffSession | undefined
  locked: boolean
  /** The session ended on the server: the PIN makes a new one. */
  expired: boolean
  /** Who worked here last, to be offered first. */
  last: { number: string; name: string } | undefined
}

export interface Staff {
  readonly state: StaffState
  /** Signs in, or unlocks when the number is the same person's. Throws what the server says. */
  signIn(number: string, pin: string): Promise<void>
  signOut(): void
  lock(): void
  /** The token that the server refused; the screen locks until the PIN is given again. */
  refused(token: string): void
  forget(): void
}

const sessionName = 'cowry.staff'
const lastName = 'cowry.staff.last'

/** Who is at the till. The session lives as long as the tab, so that closing the app signs out. */
export function createStaff(api: Api, staffApi: Api, tab: KeyValueStore, device: KeyValueStore): Staff {
  const kept = JSON.parse(tab.getItem(sessionName) ?? 'null') as Pick<StaffState, 'session' | 'locked' | 'expired'> | null
  const state = reactive<StaffState>({
    session: kept?.session,
    locked: kept?.locked ?? false,
    expired: kept?.expired ?? false,
    last: (JSON.parse(device.getItem(lastName) ?? 'null') as StaffState['last'] | null) ?? undefined,
  })

  function keep(): void {
    if (state.session === undefined) tab.removeItem(sessionName)
    else tab.setItem(sessionName, JSON.stringify({ session: state.session, locked: state.locked, expired: state.expired }))
  }

  function end(): void {
    state.session = undefined
    state.locked = state.expired = false
    keep()
  }

  return {
    state,
    async signIn(number, pin) {
      const session = await api.post<StaffSession>('/v1/staff_sessions', { number, pin }, newId('key'), 2)
      Object.assign(state, { session, locked: false, expired: false, last: { number: session.staff.number, name: session.staff.name } })
      device.setItem(lastName, JSON.stringify(state.last))
      keep()
    },
    signOut() {
      // The server ends it too if it can be told; the token is gone from here either way.
      const told = staffApi.delete('/v1/staff_sessions/current', newId('key'))
      told.catch(() => undefined)
      end()
    },
    lock() {
      if (state.session === undefined) return
      state.locked = true
      keep()
    },
    refused(token) {
      if (state.session?.token !== token) return
      state.locked = state.expired = true
      keep()
    },
    forget: end,
  }
}

export interface PinFault {
  kind: 'wrong' | 'locked' | 'network' | 'other'
  /** Seconds until another try is allowed. */
  seconds: number
  code: string
}

export function pinFault(fault: unknown): PinFault {
  if (!(fault instanceof ApiProblem)) return { kind: 'network', seconds: 0, code: '' }
  const kind = fault.code === 'wrong_pin' ? 'wrong' : fault.code === 'staff_locked_out' ? 'locked' : 'other'
  return { kind, seconds: fault.retryAfter ?? 30, code: fault.code }
}
