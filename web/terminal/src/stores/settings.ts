import type { KeyValueStore } from '@cowry/shared'
import { reactive, watch } from 'vue'
import { language, type Language } from '../i18n'

export interface Settings {
  language: Language
  chime: boolean
  speech: boolean
  faultTone: boolean
  theme: 'auto' | 'light' | 'dark'
}

const name = 'cowry.settings'

/** What this device's people chose; it stays on the device. */
export function createSettings(storage: KeyValueStore): Settings {
  const defaults: Settings = { language: 'zh-CN', chime: true, speech: true, faultTone: true, theme: 'auto' }
  const settings = reactive<Settings>({ ...defaults, ...(JSON.parse(storage.getItem(name) ?? '{}') as Partial<Settings>) })
  watch(settings, () => { storage.setItem(name, JSON.stringify(settings)) })
  watch(() => settings.language, (chosen) => {
    language.value = chosen
    document.documentElement.lang = chosen
  }, { immediate: true })
  const night = matchMedia('(prefers-color-scheme: dark)')
  const paint = (): void => {
    const dark = settings.theme === 'dark' || (settings.theme === 'auto' && night.matches)
    document.documentElement.dataset.theme = dark ? 'dark' : 'light'
  }
  watch(() => settings.theme, paint, { immediate: true })
  night.addEventListener('change', paint)
  return settings
}
