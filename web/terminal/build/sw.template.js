// The till's offline shell. Old syntax on purpose: this file is not compiled, and Chrome 64 must run it.
var cacheName = 'cowry-terminal-__VERSION__'
var files = __FILES__

self.addEventListener('install', function (event) {
  event.waitUntil(caches.open(cacheName).then(function (cache) {
    // Past the browser's own cache, so that a new shell is not made of old parts.
    return Promise.all(files.map(function (file) {
      return fetch(file, { cache: 'reload' }).then(function (answer) {
        if (!answer.ok) throw new Error(file + ' answered ' + answer.status)
        return cache.put(file, answer)
      })
    }))
  }).then(function () { return self.skipWaiting() }))
})

self.addEventListener('activate', function (event) {
  event.waitUntil(caches.keys().then(function (names) {
    return Promise.all(names.filter(function (name) {
      return name.indexOf('cowry-terminal-') === 0 && name !== cacheName
    }).map(function (name) { return caches.delete(name) }))
  }).then(function () { return self.clients.claim() }))
})

self.addEventListener('fetch', function (event) {
  var url = new URL(event.request.url)
  if (event.request.method !== 'GET' || url.origin !== self.location.origin || url.pathname.indexOf('/terminal/') !== 0) return
  var wanted = event.request.mode === 'navigate' ? '/terminal/' : url.pathname
  event.respondWith(caches.open(cacheName).then(function (cache) {
    return cache.match(wanted)
  }).then(function (kept) {
    return kept || fetch(event.request)
  }))
})
