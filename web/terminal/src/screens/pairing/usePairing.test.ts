import { describe, expect, it, vi } from 'vitest'
import { json } from '../../testing/memory'
import { createPairing, type PairingEnd } from './usePairing'

/** Runs a pairing against a script of answers; sleeping moves the clock. */
function pair(polls: (Response | Error)[], expiresIn = 300): { run: Promise<void>; sleeps: number[]; asked: string[]; paired: ReturnType<typeof vi.fn>; state: ReturnType<typeof createPairing>['state'] } {
  let now = 0
  let codes = 0
  const sleeps: number[] = []
  const asked: string[] = []
  const end: PairingEnd = {
    request: () => Promise.resolve(json(200, { device_code: `d${String(++codes)}`, user_code: `CODE-${String(codes)}`, verification_uri: '', verification_uri_complete: '', expires_in: expiresIn, interval: 5 })),
    poll: (code) => {
      asked.push(code)
      const next = polls.shift()
      return next instanceof Error ? Promise.reject(next) : Promise.resolve(next ?? json(200, { access_token: 'a', refresh_token: 'r', expires_in: 900 }))
    },
    sleep: (milliseconds) => {
      sleeps.push(milliseconds / 1000)
      now += milliseconds
      return Promise.resolve()
    },
    now: () => now,
  }
  const paired = vi.fn()
  const pairing = createPairing(paired, end)
  return { run: pairing.run(), sleeps, asked, paired, state: pairing.state }
}

const pending = (): Response => json(400, { error: 'authorization_pending' })

describe('pairing', () => {
  it('waits at the server\'s pace until the owner approves', async () => {
    const { run, sleeps, paired } = pair([pending(), pending()])
    await run
    expect(sleeps).toEqual([5, 5, 5])
    expect(paired).toHaveBeenCalledWith({ access_token: 'a', refresh_token: 'r', expires_in: 900 })
  })

  it('slows down when it is told to', async () => {
    const { run, sleeps } = pair([json(400, { error: 'slow_down' }), pending()])
    await run
    expect(sleeps).toEqual([5, 10, 10])
  })

  it('takes a new code when one has run out, by the server\'s word or by the clock', async () => {
    const told = pair([json(400, { error: 'expired_token' })])
    await told.run
    expect(told.asked).toEqual(['d1', 'd2'])
    const timed = pair([pending(), pending()], 10)
    await timed.run
    expect(timed.asked).toEqual(['d1', 'd1', 'd2'])
  })

  it('stops when the owner refuses', async () => {
    const { run, paired, state } = pair([json(400, { error: 'access_denied' })])
    await run
    expect(state.face).toBe('denied')
    expect(paired).not.toHaveBeenCalled()
  })

  it('goes on with the same code after a lost connection or a server\'s fault', async () => {
    const { run, asked, paired } = pair([new Error('lost'), json(503, {}), pending()])
    await run
    expect(asked).toEqual(['d1', 'd1', 'd1', 'd1'])
    expect(paired).toHaveBeenCalledOnce()
  })
})
