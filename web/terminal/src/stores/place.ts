import { reactive } from 'vue'

export type Tab = 'cashier' | 'payments' | 'me'

export interface Place {
  tab: Tab
  /** The payment whose QR fills the screen. */
  paying: string | undefined
  /** The payment whose details are open. */
  detail: string | undefined
}

export interface Navigation {
  readonly place: Place
  go(tab: Tab): void
  showQr(payment: string): void
  showDetail(payment: string): void
  /** Back to where the QR or the details were opened. */
  leave(): void
}

/** Where the till is, kept in the address's hash: a reload comes back to the same QR, and Android's back key works. */
export function createNavigation(view: Window = window): Navigation {
  const place = reactive<Place>({ tab: 'cashier', paying: undefined, detail: undefined })

  function read(): void {
    const [first = '', second] = view.location.hash.replace(/^#\/?/, '').split('/')
    place.paying = first === 'pay' ? second : undefined
    place.detail = first === 'payments' ? second : undefined
    if (first === 'payments' || first === 'me' || first === 'cashier') place.tab = first
    else if (first !== 'pay') place.tab = 'cashier'
  }

  function put(hash: string, replace: boolean): void {
    if (view.location.hash === hash) return
    if (replace) view.history.replaceState(null, '', hash)
    else view.history.pushState(null, '', hash)
    read()
  }

  view.addEventListener('popstate', read)
  view.addEventListener('hashchange', read)
  read()
  return {
    place,
    go: (tab) => { put(`#/${tab}`, true) },
    showQr: (payment) => { put(`#/pay/${payment}`, place.paying !== undefined) },
    showDetail: (payment) => { put(`#/payments/${payment}`, place.detail !== undefined) },
    leave: () => { put(`#/${place.tab}`, true) },
  }
}
