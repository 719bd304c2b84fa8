import fc from 'fast-check'
import jsQR from 'jsqr'
import { describe, expect, it } from 'vitest'
import { drawQr, type QrTarget } from './drawQr'

/** A canvas of bytes: enough of one to be looked at by a decoder. */
class Bitmap implements QrTarget {
  width = 0
  height = 0
  style = { width: '', height: '' }
  fillStyle: unknown = ''
  pixels = new Uint8ClampedArray()

  getContext(): this {
    this.pixels = new Uint8ClampedArray(this.width * this.height * 4).fill(255)
    return this
  }

  fillRect(x: number, y: number, width: number, height: number): void {
    const shade = this.fillStyle === '#000000' ? 0 : 255
    for (let row = y; row < y + height; row++) {
      for (let column = x; column < x + width; column++) this.pixels.fill(shade, (row * this.width + column) * 4, (row * this.width + column) * 4 + 3)
    }
  }
}

function read(content: string, size: number, ratio: number): { text: string | undefined; bitmap: Bitmap } {
  const bitmap = new Bitmap()
  drawQr(bitmap, content, size, ratio)
  return { text: jsQR(bitmap.pixels, bitmap.width, bitmap.height)?.data, bitmap }
}

describe('the QR', () => {
  it.each([[216, 1], [312, 2], [560, 1], [333, 1.5]])('of %i px at ratio %d is read from its pixels', (size, ratio) => {
    const { text, bitmap } = read('weixin://wxpay/bizpayurl?pr=p4lpSuKzz', size, ratio)
    expect(text).toBe('weixin://wxpay/bizpayurl?pr=p4lpSuKzz')
    expect(Number.isInteger(bitmap.width)).toBe(true)
    expect(bitmap.width / ratio).toBeLessThanOrEqual(size)
    expect(bitmap.width / ratio).toBeGreaterThan(size * 0.85)
  })

  it('keeps four modules of white around it', () => {
    // 31 bytes at level M are version 3: 29 modules, and 8 of the quiet zone.
    const { bitmap } = read('weixin://wxpay/bizpayurl?pr=abc', 370, 1)
    expect(bitmap.width).toBe(370)
    const module = bitmap.width / 37
    for (let i = 0; i < bitmap.width; i++) {
      for (const depth of [0, module * 4 - 1]) expect(bitmap.pixels[(depth * bitmap.width + i) * 4]).toBe(255)
    }
  })

  it('carries any content', () => {
    fc.assert(fc.property(fc.webUrl(), (url) => { expect(read(url, 400, 1).text).toBe(url) }), { numRuns: 12 })
  })
})
