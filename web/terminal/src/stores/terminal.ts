import { type Api, ApiProblem, type KeyValueStore, type Me, type Store } from '@cowry/shared'
import { reactive } from 'vue'

export interface TerminalFacts {
  me: Me | undefined
  /** The store's time zone (IANA). */
  zone: string
  /** Whether this terminal's own token reads payments, so that a QR and its result live on while nobody is signed in. */
  readsAlone: boolean
}

const name = 'cowry.facts'
const fallbackZone = 'Asia/Shanghai'

/** What this terminal is; kept on the device, so that a start without a network still knows its own name. */
export function createTerminalFacts(api: Api, device: KeyValueStore): { facts: TerminalFacts; load: () => Promise<void>; forget: () => void } {
  const nothing: TerminalFacts = { me: undefined, zone: fallbackZone, readsAlone: false }
  const facts = reactive<TerminalFacts>({ ...nothing, ...(JSON.parse(device.getItem(name) ?? '{}') as Partial<TerminalFacts>) })
  return {
    facts,
    async load() {
      const me = await api.get<Me>('/v1/me')
      facts.readsAlone = me.scopes.includes('payments:read')
      facts.me = me
      if (me.store !== undefined) {
        try {
          facts.zone = (await api.get<Store>(`/v1/stores/${me.store}`)).time_zone
        } catch (fault) {
          // A terminal that may not read its store keeps to the zone that all of China has.
          if (!(fault instanceof ApiProblem)) throw fault
        }
      }
      device.setItem(name, JSON.stringify(facts))
    },
    forget() {
      Object.assign(facts, nothing)
      device.removeItem(name)
    },
  }
}
