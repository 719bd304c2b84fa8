import { Api, ApiProblem, NetworkFault } from '@cowry/shared'
import { describe, expect, it } from 'vitest'
import { json, Memory } from '../testing/memory'
import { createStaff, pinFault, type Staff } from './staff'

const session = (token: string): Response => json(201, { token, expires_at: '', staff: { id: 'stf_1', number: '01', name: 'Lin', role: 'cashier', active: true }, scopes: [] })

function staff(tab = new Memory(), device = new Memory(), fetch: typeof globalThis.fetch = () => Promise.resolve(session('cst_1'))): { staff: Staff; tab: Memory; device: Memory } {
  const api = new Api({ fetch, attempts: 1 })
  return { staff: createStaff(api, api, tab, device), tab, device }
}

describe('who is at the till', () => {
  it('stays over a reload, locked as it was', async () => {
    const { staff: before, tab, device } = staff()
    await before.signIn('01', '1234')
    before.lock()
    const after = staff(tab, device).staff
    expect(after.state.session?.token).toBe('cst_1')
    expect(after.state.locked).toBe(true)
  })

  it('is gone when the app was closed, but is offered first', async () => {
    const { staff: before, device } = staff()
    await before.signIn('01', '1234')
    const after = staff(new Memory(), device).staff
    expect(after.state.session).toBeUndefined()
    expect(after.state.last).toEqual({ number: '01', name: 'Lin' })
  })

  it('must give the PIN again when the server refuses the session, and only for the session of now', async () => {
    const { staff: one } = staff()
    await one.signIn('01', '1234')
    one.refused('cst_0')
    expect(one.state.locked).toBe(false)
    one.refused('cst_1')
    expect(one.state).toMatchObject({ locked: true, expired: true })
    await one.signIn('01', '1234')
    expect(one.state).toMatchObject({ locked: false, expired: false })
  })

  it('leaves nothing of the session or the PIN behind after signing out', async () => {
    const { staff: one, tab, device } = staff()
    await one.signIn('01', '8642')
    one.signOut()
    expect(one.state.session).toBeUndefined()
    expect(tab.getItem('cowry.staff')).toBeNull()
    expect(JSON.stringify([device.getItem('cowry.staff.last')])).not.toContain('8642')
  })

  it('hears what was wrong with a PIN', () => {
    expect(pinFault(new ApiProblem(401, 'wrong_pin', '', ''))).toMatchObject({ kind: 'wrong' })
    expect(pinFault(new ApiProblem(429, 'staff_locked_out', '', '', 60))).toMatchObject({ kind: 'locked', seconds: 60 })
    expect(pinFault(new NetworkFault('x'))).toMatchObject({ kind: 'network' })
    expect(pinFault(new ApiProblem(500, 'internal_error', '', ''))).toMatchObject({ kind: 'other', code: 'internal_error' })
  })
})
