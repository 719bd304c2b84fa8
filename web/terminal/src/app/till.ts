import { Api, TerminalTokens } from '@cowry/shared'
import { inject, type InjectionKey, ref, type Ref, watch } from 'vue'
import { t } from '../i18n'
import { chime, faultTone } from '../sound/tones'
import { sentence, speak } from '../sound/speech'
import { type Announcements, createAnnouncements } from '../stores/announcements'
import { type Clock, createClock } from '../stores/clock'
import { type Connection, createConnection } from '../stores/connection'
import { createNavigation, type Navigation } from '../stores/place'
import { createPayments, type Payments } from '../stores/payments'
import { createPrinting, type Printing } from '../stores/printing'
import { createSettings, type Settings } from '../stores/settings'
import { createStaff, type Staff } from '../stores/staff'
import { createTaking, type Taking } from '../stores/taking'
import { createTerminalFacts, type TerminalFacts } from '../stores/terminal'
import { createFollowing, type Following } from './following'

/** Everything that the screens share, made once. */
export interface Till {
  readonly paired: Ref<boolean>
  readonly tokens: TerminalTokens
  readonly facts: TerminalFacts
  readonly clock: Clock
  readonly connection: Connection
  readonly settings: Settings
  readonly staff: Staff
  readonly navigation: Navigation
  readonly payments: Payments
  readonly printing: Printing
  readonly taking: Taking
  readonly announcements: Announcements
  readonly following: Following
  /** Called once a credential is there: learns what this terminal is, and starts to follow its store. */
  start(): Promise<void>
  /** Asks for everything again, after a fault at the start. */
  retry(): void
}

const key: InjectionKey<Till> = Symbol('till')
export { key as tillKey }

export function useTill(): Till {
  const till = inject(key)
  if (!till) throw new Error('no till was provided')
  return till
}

async function probe(): Promise<boolean> {
  await new Api({ attempts: 1, timeout: 5000 }).get<unknown>('/v1/health/live')
  return true
}

export function createTill(): Till {
  const reachability = createConnection(probe)
  const { clock, adjust } = createClock()
  const reach = {
    onReached: (serverTime: number | undefined) => { adjust(serverTime); reachability.reached() },
    onLost: () => { reachability.suspect() },
  }
  const settings = createSettings(localStorage)
  const paired = ref(false)
  const tokens = new TerminalTokens(localStorage, () => { unpair() })
  const terminalApi = new Api({ ...reach, token: (rejected) => tokens.token(rejected) })
  const staffApi: Api = new Api({
    ...reach,
    token: (rejected) => {
      if (rejected !== undefined) {
        staff.refused(rejected)
        // If it is the whole terminal that was revoked, its own token tells.
        terminalApi.get('/v1/me').catch(() => undefined)
        return Promise.resolve(undefined)
      }
      return Promise.resolve(staff.state.session?.token)
    },
  })
  const staff = createStaff(terminalApi, staffApi, sessionStorage, localStorage)
  const { facts, load, forget } = createTerminalFacts(terminalApi, localStorage)
  // What shows results must go on while the screen is locked or nobody is signed in, if the terminal's own token may read.
  const readers = new Api({
    ...reach,
    token: (rejected) => {
      if (facts.readsAlone) return tokens.token(rejected)
      if (rejected !== undefined) staff.refused(rejected)
      return Promise.resolve(rejected === undefined ? staff.state.session?.token : undefined)
    },
  })
  const navigation = createNavigation()
  const payments = createPayments(readers, staffApi, clock, facts)
  const printing = createPrinting(staffApi, clock)
  const taking = createTaking(staffApi, payments, sessionStorage)
  const announcements = createAnnouncements(clock, localStorage, (payment) => {
    const pause = settings.chime ? chime() : 0
    if (settings.speech) setTimeout(() => { speak(sentence(payment, settings.language), settings.language) }, pause)
  })
  const following = createFollowing(readers, {
    facts, payments, printing, announcements, connection: reachability.state, suspect: reachability.suspect,
    isOnScreen: (id) => navigation.place.paying === id,
    fault: () => { if (settings.faultTone) faultTone() },
  })

  function unpair(): void {
    paired.value = false
    following.stop()
    staff.forget()
    payments.clear()
    printing.clear()
    taking.drop()
    forget()
    navigation.go('cashier')
  }

  async function start(): Promise<void> {
    paired.value = tokens.paired
    if (!tokens.paired) return
    try {
      await load()
    } catch (fault) {
      // The network's return is heard of only when it was known to be away.
      setTimeout(() => { if (facts.me === undefined || !following.state.following) retry() }, 5000)
      throw fault
    }
    if (facts.readsAlone || staff.state.session) following.start()
  }

  const retry = (): void => {
    if (!tokens.paired) return
    if (!following.state.following) start().catch(() => undefined)
    else following.restart()
    taking.retry()
  }
  reachability.onReturn(retry)

  // An intent is its person's; without a QR nobody can have paid it.
  watch(() => staff.state.session, (session) => {
    if (session !== undefined) return
    taking.drop()
    navigation.go('cashier')
  })

  return {
    paired, tokens, facts, clock, connection: reachability.state, settings, staff, navigation, payments, printing, taking, announcements, following, start, retry,
  }
}

/** The text of a payment's method, as a screen shows it. */
export function methodText(method: string): string {
  return method === 'wechat_pay' ? t('method.wechat_pay') : method
}
