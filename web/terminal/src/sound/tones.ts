let context: AudioContext | undefined

/** A browser lets a page sound only after it was touched; the first touch opens the way for what sounds later by itself. */
export function unlockSound(): void {
  if (typeof AudioContext === 'undefined') return
  context ??= new AudioContext()
  if (context.state === 'suspended') context.resume().catch(() => undefined)
}

function tone(frequency: number, start: number, length: number, volume: number, type: OscillatorType): void {
  if (!context) return
  const at = context.currentTime + start
  const oscillator = context.createOscillator()
  const gain = context.createGain()
  oscillator.type = type
  oscillator.frequency.value = frequency
  gain.gain.setValueAtTime(0, at)
  gain.gain.linearRampToValueAtTime(volume, at + 0.012)
  gain.gain.exponentialRampToValueAtTime(0.001, at + length)
  oscillator.connect(gain)
  gain.connect(context.destination)
  oscillator.start(at)
  oscillator.stop(at + length)
}

/** Paid: one short rising chime. Returns how many milliseconds it sounds. */
export function chime(): number {
  unlockSound()
  tone(784, 0, 0.25, 0.3, 'sine')
  tone(1175, 0.11, 0.5, 0.3, 'sine')
  return 550
}

/** Fault: a low double tone. */
export function faultTone(): void {
  unlockSound()
  tone(196, 0, 0.18, 0.25, 'triangle')
  tone(196, 0.24, 0.22, 0.25, 'triangle')
}
