import type { TokenAnswer } from '../api'
import { NetworkFault, readProblem } from './problem'
import { timed } from './timed'

/** Where a few strings outlive the page: localStorage, sessionStorage, or a map in tests. */
export type KeyValueStore = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

interface Kept {
  refresh: string
  access?: string
  /** Milliseconds since 1970. */
  until?: number
}

const name = 'cowry.terminal'
const clientId = 'cowry-terminal'

/**
 * A paired terminal's OAuth tokens. Refresh tokens do not rotate, so that several tabs may live on one; access tokens are renewed shortly
 * before they end, once for however many requests are waiting. A terminal whose refresh token is refused has been revoked.
 */
export class TerminalTokens {
  private renewing: Promise<string> | undefined
  private kept: Kept | undefined

  constructor(
    private readonly storage: KeyValueStore,
    private readonly onRevoked: () => void,
    private readonly send: (form: Record<string, string>) => Promise<Response> = postToken,
    private readonly now: () => number = Date.now,
  ) {
    const text = storage.getItem(name)
    this.kept = text === null ? undefined : (JSON.parse(text) as Kept)
  }

  get paired(): boolean {
    return this.kept !== undefined
  }

  /** Pairs with a refresh token that was handed over in the page's address. */
  adopt(refresh: string): void {
    this.keep({ refresh })
  }

  accept(answer: TokenAnswer): void {
    const refresh = answer.refresh_token ?? this.kept?.refresh
    if (refresh === undefined) throw new Error('the server gave no refresh token')
    this.keep({ refresh, access: answer.access_token, until: this.now() + answer.expires_in * 1000 })
  }

  forget(): void {
    this.kept = undefined
    this.storage.removeItem(name)
  }

  async token(rejected?: string): Promise<string> {
    const { access, until } = this.kept ?? {}
    if (access !== undefined && access !== rejected && (until ?? 0) - this.now() > 30_000) return access
    this.renewing ??= this.renew().finally(() => (this.renewing = undefined))
    return this.renewing
  }

  private async renew(): Promise<string> {
    const refresh = this.kept?.refresh
    if (refresh === undefined) throw new Error('this terminal is not paired')
    const answer = await this.send({ grant_type: 'refresh_token', refresh_token: refresh, client_id: clientId })
    if (answer.ok) {
      const tokens = (await answer.json()) as TokenAnswer
      this.accept(tokens)
      return tokens.access_token
    }
    const problem = await readProblem(answer)
    // Another tab may have paired anew in the meantime; its credential is not the one that was refused.
    if (problem.code === 'invalid_grant' && this.kept?.refresh === refresh) {
      this.forget()
      this.onRevoked()
    }
    throw problem
  }

  private keep(kept: Kept): void {
    this.kept = kept
    this.storage.setItem(name, JSON.stringify(kept))
  }
}

/** POST to the token endpoint, as a form (RFC 6749). */
export async function postToken(form: Record<string, string>): Promise<Response> {
  return postForm('/oauth/token', form)
}

export async function postForm(path: string, form: Record<string, string>): Promise<Response> {
  const body = Object.keys(form).map((key) => `${key}=${encodeURIComponent(form[key] ?? '')}`).join('&')
  const headers = { 'Content-Type': 'application/x-www-form-urlencoded', Accept: 'application/json' }
  try {
    return await timed(15_000, (signal) => fetch(path, { method: 'POST', headers, body, cache: 'no-store', ...(signal ? { signal } : {}) }))
  } catch (fault) {
    throw fault instanceof NetworkFault ? fault : new NetworkFault(String(fault))
  }
}
