import { ApiProblem, NetworkFault, readProblem } from './problem'
import { timed } from './timed'

export interface ApiOptions {
  /** The server's root without a slash at its end; empty for the page's own origin. */
  base?: string
  /** The bearer token for the next try; `rejected` is the one that the server has just refused, and must not come again. */
  token?: (rejected?: string) => Promise<string | undefined>
  /** Every answer, even an error, shows that the server is there; `serverTime` is its clock in milliseconds. */
  onReached?: (serverTime: number | undefined) => void
  onLost?: () => void
  fetch?: typeof fetch
  /** Milliseconds for one try. */
  timeout?: number
  /** How often a call whose answer was lost is sent in all. */
  attempts?: number
  /** Milliseconds before the second try; it doubles, and is spread at random. */
  firstDelay?: number
}

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE'

interface Call {
  method: Method
  path: string
  body?: unknown
  key?: string
  attempts?: number
}

/** The HTTP API. A mutation's key is made once per intent by the caller, so that every repetition is the same request to the server. */
export class Api {
  private readonly options: Required<Omit<ApiOptions, 'token'>> & Pick<ApiOptions, 'token'>

  constructor(options: ApiOptions = {}) {
    const nothing = (): void => undefined
    this.options = {
      base: '', onReached: nothing, onLost: nothing, timeout: 15_000, attempts: 3, firstDelay: 400,
      fetch: (input, init) => fetch(input, init),
      ...options,
    }
  }

  get<T>(path: string, attempts?: number): Promise<T> {
    return this.send<T>({ method: 'GET', path, ...(attempts === undefined ? {} : { attempts }) })
  }

  post<T>(path: string, body: unknown, key: string, attempts?: number): Promise<T> {
    return this.send<T>({ method: 'POST', path, body, key, ...(attempts === undefined ? {} : { attempts }) })
  }

  delete(path: string, key: string): Promise<void> {
    return this.send<undefined>({ method: 'DELETE', path, key })
  }

  /** Opens an answer to be read as it comes. `onOpen` hands out what closes it early, where the browser can. */
  async open(path: string, headers: Record<string, string>): Promise<Response> {
    return this.authorized(async (token) => {
      const init: RequestInit = { headers: { ...headers, ...bearer(token) }, cache: 'no-store' }
      return this.reach(() => timed(this.options.timeout, () => this.options.fetch(this.options.base + path, init)))
    })
  }

  private async send<T>(call: Call): Promise<T> {
    const attempts = call.attempts ?? this.options.attempts
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.once<T>(call)
      } catch (fault) {
        const wait = attempt < attempts ? this.waitAfter(fault, attempt) : undefined
        if (wait === undefined) throw fault
        await new Promise((resolve) => setTimeout(resolve, wait))
      }
    }
  }

  private async once<T>(call: Call): Promise<T> {
    return timed(this.options.timeout, async (signal) => {
      const answer = await this.authorized((token) => {
        const init: RequestInit = { method: call.method, headers: this.headers(call, token), cache: 'no-store' }
        if (call.body !== undefined) init.body = JSON.stringify(call.body)
        if (signal) init.signal = signal
        return this.reach(() => this.options.fetch(this.options.base + call.path, init))
      })
      return (answer.status === 204 ? undefined : await this.reach(() => answer.json())) as T
    }).catch((fault: unknown) => {
      if (fault instanceof NetworkFault) this.options.onLost()
      throw fault
    })
  }

  /** One more try with another token when the first is refused; a second refusal is the caller's. */
  private async authorized(request: (token: string | undefined) => Promise<Response>): Promise<Response> {
    let token = await this.options.token?.()
    for (let renewed = false; ; renewed = true) {
      const answer = await request(token)
      const date = Date.parse(answer.headers.get('Date') ?? '')
      this.options.onReached(Number.isNaN(date) ? undefined : date)
      if (answer.ok) return answer
      const problem = await readProblem(answer)
      if (problem.status !== 401 || renewed || token === undefined || !isRefusedToken(problem)) throw problem
      token = await this.options.token?.(token)
      if (token === undefined) throw problem
    }
  }

  private async reach<T>(request: () => Promise<T>): Promise<T> {
    try {
      return await request()
    } catch (fault) {
      if (fault instanceof ApiProblem || fault instanceof NetworkFault) throw fault
      throw new NetworkFault(fault instanceof Error ? fault.message : String(fault))
    }
  }

  private headers(call: Call, token: string | undefined): Record<string, string> {
    const headers: Record<string, string> = { Accept: 'application/json', ...bearer(token) }
    if (call.key !== undefined) headers['Idempotency-Key'] = call.key
    if (call.body !== undefined) headers['Content-Type'] = 'application/json'
    return headers
  }

  /** Milliseconds until the same request is sent again; undefined when the fault is an answer that will not change. */
  private waitAfter(fault: unknown, attempt: number): number | undefined {
    const delay = this.options.firstDelay * 2 ** (attempt - 1) * (1 + Math.random() / 2)
    if (fault instanceof NetworkFault) return delay
    if (!(fault instanceof ApiProblem)) return undefined
    if (fault.code === 'idempotency_key_in_progress' || [502, 503, 504].includes(fault.status)) return delay
    // A locked-out PIN is a 429 as well: it is shown, not waited out.
    if (fault.code !== 'rate_limited') return undefined
    const asked = (fault.retryAfter ?? 1) * 1000
    return asked <= 5000 ? Math.max(asked, delay) : undefined
  }
}

function bearer(token: string | undefined): Record<string, string> {
  return token === undefined ? {} : { Authorization: `Bearer ${token}` }
}

// A wrong PIN is a 401 too, and says nothing about the token that carried it.
function isRefusedToken(problem: ApiProblem): boolean {
  return problem.code !== 'wrong_pin'
}

/** A query string from what is set, with its question mark. */
export function query(values: Record<string, string | number | undefined>): string {
  const parts = Object.keys(values)
    .filter((name) => values[name] !== undefined)
    .map((name) => `${name}=${encodeURIComponent(String(values[name]))}`)
  return parts.length === 0 ? '' : `?${parts.join('&')}`
}
