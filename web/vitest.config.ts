import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  plugins: [vue()],
  define: { __APP_VERSION__: JSON.stringify('test') },
  test: {
    environment: 'happy-dom',
    include: ['shared/src/**/*.test.ts', 'terminal/src/**/*.test.ts', 'terminal/build/**/*.test.ts'],
    restoreMocks: true,
    testTimeout: 20_000,
  },
})
