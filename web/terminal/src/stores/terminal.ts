import { type Api, ApiProblem, type Me, type Store } from '@cowry/shared'
import { reactive } from 'vue'

export interface TerminalFacts {
  me: Me | undefined
  zone: string
  /** Whether this terminal's own token reads payments, so that a QR and its result live on while nobody is signed in. */
  readsAlone: boolean
}

const fallbackZone = 'Asia/Shanghai'

export function createTerminalFacts(api: Api): { facts: TerminalFacts; load: () => Promise<void> } {
  const facts = reactive<TerminalFacts>({ me: undefined, zone: fallbackZone, readsAlone: false })
  return {
    facts,
    async load() {
      const me = await api.get<Me>('/v1/me')
      facts.readsAlone = me.scopes.includes('payments:read')
      facts.me = me
      if (me.store === undefined) return
      try {
        facts.zone = (await api.get<Store>(`/v1/stores/${me.store}`)).time_zone
      } catch (fault) {
        // A terminal that may not read its store keeps to the zone that all of China has.
        if (!(fault instanceof ApiProblem)) throw fault
      }
    },
  }
}
