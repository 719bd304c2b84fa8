import { describe, expect, it, vi } from 'vitest'
import { TerminalTokens } from './terminalTokens'

class Memory {
  private readonly kept = new Map<string, string>()
  getItem(key: string): string | null { return this.kept.get(key) ?? null }
  setItem(key: string, value: string): void { this.kept.set(key, value) }
  removeItem(key: string): void { this.kept.delete(key) }
}

const answer = (status: number, body: unknown): Response => new Response(JSON.stringify(body), { status })

function paired(send: (form: Record<string, string>) => Promise<Response>, now: () => number = () => 0): { tokens: TerminalTokens; revoked: ReturnType<typeof vi.fn>; memory: Memory } {
  const memory = new Memory()
  const revoked = vi.fn()
  const tokens = new TerminalTokens(memory, revoked, send, now)
  tokens.adopt('r1')
  return { tokens, revoked, memory }
}

describe('a terminal\'s tokens', () => {
  it('are renewed once for however many wait', async () => {
    const send = vi.fn(() => Promise.resolve(answer(200, { access_token: 'a1', expires_in: 900 })))
    const { tokens } = paired(send)
    expect(await Promise.all([tokens.token(), tokens.token(), tokens.token()])).toEqual(['a1', 'a1', 'a1'])
    expect(send).toHaveBeenCalledOnce()
    expect(send).toHaveBeenCalledWith({ grant_type: 'refresh_token', refresh_token: 'r1', client_id: 'cowry-terminal' })
  })

  it('are renewed before they end, and when the server refuses one', async () => {
    let now = 0
    let count = 0
    const { tokens } = paired(() => Promise.resolve(answer(200, { access_token: `a${String(++count)}`, expires_in: 900 })), () => now)
    expect(await tokens.token()).toBe('a1')
    now = 860_000
    expect(await tokens.token()).toBe('a1')
    now = 880_000
    expect(await tokens.token()).toBe('a2')
    expect(await tokens.token('a2')).toBe('a3')
    expect(await tokens.token('a2')).toBe('a3')
  })

  it('survive the page', async () => {
    const { tokens, memory } = paired(() => Promise.resolve(answer(200, { access_token: 'a1', expires_in: 900 })))
    await tokens.token()
    const again = new TerminalTokens(memory, vi.fn(), () => Promise.reject(new Error('not needed')), () => 0)
    expect(again.paired).toBe(true)
    expect(await again.token()).toBe('a1')
  })

  it('of a revoked terminal are forgotten', async () => {
    const { tokens, revoked } = paired(() => Promise.resolve(answer(400, { error: 'invalid_grant' })))
    await expect(tokens.token()).rejects.toMatchObject({ code: 'invalid_grant' })
    expect(revoked).toHaveBeenCalledOnce()
    expect(tokens.paired).toBe(false)
  })

  it.each([[500, 'server_error'], [429, 'slow_down']])('stay when the server answers %i: a fault is no revocation', async (status, error) => {
    const { tokens, revoked } = paired(() => Promise.resolve(answer(status, { error })))
    await expect(tokens.token()).rejects.toThrow()
    expect(revoked).not.toHaveBeenCalled()
    expect(tokens.paired).toBe(true)
  })
})
