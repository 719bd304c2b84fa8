import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'vite'

/**
 * Writes `sw.js` beside the build: it keeps the shell (page, script, style, icons) so that the till starts without a network. Its name for the
 * cache is a hash of everything in it, so a new build is a new worker. The API never goes through a cache.
 */
export function serviceWorker(): Plugin {
  return {
    name: 'cowry-service-worker',
    apply: 'build',
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        const hash = createHash('sha256')
        const files = new Set<string>()
        for (const [name, file] of Object.entries(bundle)) {
          files.add(name)
          hash.update(name).update(file.type === 'chunk' ? file.code : file.source)
        }
        const publicFolder = join(import.meta.dirname, '../public')
        for (const name of readdirSync(publicFolder)) {
          files.add(name)
          hash.update(name).update(readFileSync(join(publicFolder, name)))
        }
        // The page is kept under its own address.
        files.delete('index.html')
        const template = readFileSync(join(import.meta.dirname, 'sw.template.js'), 'utf8')
        this.emitFile({
          type: 'asset',
          fileName: 'sw.js',
          source: template
            .replace('__VERSION__', hash.digest('hex').slice(0, 12))
            .replace('__FILES__', JSON.stringify(['/terminal/', ...[...files].sort().map((name) => `/terminal/${name}`)])),
        })
      },
    },
  }
}
