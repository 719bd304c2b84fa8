/** A credential that was handed over in the address (`#credential=…`), taken out of it so that no history or screenshot keeps it. */
export function takeCredential(view: Pick<Window, 'location' | 'history'>): string | undefined {
  const found = /^#credential=(.+)$/.exec(view.location.hash)
  if (!found) return undefined
  view.history.replaceState(null, '', view.location.pathname + view.location.search)
  return decodeURIComponent(found[1] ?? '')
}
