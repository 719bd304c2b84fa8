import { execFileSync } from 'node:child_process'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'
import { serviceWorker } from './build/serviceWorker.ts'

function version(): string {
  try {
    return execFileSync('git', ['describe', '--tags', '--always'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()
  } catch {
    return 'unknown'
  }
}

export default defineConfig({
  base: '/terminal/',
  plugins: [vue(), serviceWorker()],
  define: { __APP_VERSION__: JSON.stringify(version()), __VUE_OPTIONS_API__: 'true', __VUE_PROD_DEVTOOLS__: 'false' },
  build: {
    // Many terminals' WebViews are that old.
    target: 'chrome64',
    cssTarget: 'chrome64',
    modulePreload: false,
  },
})
