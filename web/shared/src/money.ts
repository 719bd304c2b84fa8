/** Fen as people read them: ¥12.50, with thousands separators from ¥1,000.00. */
export function formatMoney(fen: number): string {
  const sign = fen < 0 ? '−' : ''
  const digits = String(Math.abs(fen)).padStart(3, '0')
  const yuan = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ',')
  return `${sign}¥${yuan}.${digits.slice(-2)}`
}
