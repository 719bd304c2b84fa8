import { encode } from 'uqr'

/** ISO/IEC 18004: four modules of light around the symbol. */
const quietZone = 4

export interface QrTarget {
  width: number
  height: number
  style: { width: string; height: string }
  getContext(kind: '2d'): { fillStyle: unknown; fillRect(x: number, y: number, width: number, height: number): void } | null
}

/** Draws black on white, quiet zone included, as large as whole device pixels allow within `size` CSS pixels. */
export function drawQr(canvas: QrTarget, content: string, size: number, pixelRatio: number): void {
  const { data } = encode(content, { ecc: 'M', border: quietZone })
  const module = Math.max(1, Math.floor((size * pixelRatio) / data.length))
  const side = module * data.length
  canvas.width = canvas.height = side
  canvas.style.width = canvas.style.height = `${String(side / pixelRatio)}px`
  const context = canvas.getContext('2d')
  if (!context) return
  context.fillStyle = '#ffffff'
  context.fillRect(0, 0, side, side)
  context.fillStyle = '#000000'
  data.forEach((row, y) => {
    row.forEach((dark, x) => {
      if (dark) context.fillRect(x * module, y * module, module, module)
    })
  })
}
