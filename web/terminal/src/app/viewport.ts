import { onMounted, onUnmounted, reactive } from 'vue'

/** The window's size in CSS pixels, for what CSS alone cannot size. */
export function useViewport(): { viewport: { width: number; height: number } } {
  const viewport = reactive({ width: window.innerWidth, height: window.innerHeight })
  const measure = (): void => {
    viewport.width = window.innerWidth
    viewport.height = window.innerHeight
  }
  onMounted(() => { window.addEventListener('resize', measure) })
  onUnmounted(() => { window.removeEventListener('resize', measure) })
  return { viewport }
}
