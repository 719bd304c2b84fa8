# Sourced: a PostgreSQL and a Redis of our own, each on a free port, gone when the script ends.
# shellcheck shell=bash

SERVICES=
POSTGRES_PID=
REDIS_PID=

# PostgreSQL refuses to run as root; everything else may.
as_postgres() {
  if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi
}

start_postgres() {
  local bin port data
  bin=$(postgres_bin) || die "PostgreSQL is missing"
  data=$SERVICES/postgres
  port=$(free_port)
  mkdir "$data"
  [ "$(id -u)" != 0 ] || chown postgres "$data"
  as_postgres "$bin/initdb" --pgdata "$data" --username cowry --auth trust --encoding UTF8 --locale C.UTF-8 --no-instructions \
    >"$SERVICES/initdb.log" 2>&1 || { cat "$SERVICES/initdb.log" >&2 && die "initdb failed"; }
  # Durable as in production (fsync stays on); small, since two cores run the tests too.
  cat >>"$data/postgresql.conf" <<CONF
listen_addresses = '127.0.0.1'
port = $port
unix_socket_directories = ''
max_connections = 300
shared_buffers = 256MB
max_wal_size = 2GB
checkpoint_timeout = 15min
autovacuum_naptime = 30s
log_min_messages = warning
CONF
  # Straight to the program, not through pg_ctl: what we start, we know by its process id.
  if [ "$(id -u)" = 0 ]; then
    (cd "$data" && exec setpriv --reuid postgres --regid postgres --init-groups "$bin/postgres" -D "$data") >"$SERVICES/postgres.log" 2>&1 &
  else
    (exec "$bin/postgres" -D "$data") >"$SERVICES/postgres.log" 2>&1 &
  fi
  POSTGRES_PID=$!
  for _ in $(seq 150); do
    if "$bin/pg_isready" -q -h 127.0.0.1 -p "$port" -U cowry; then
      export COWRY_TEST_POSTGRES="Host=127.0.0.1;Port=$port;Username=cowry;Database=postgres"
      return 0
    fi
    kill -0 "$POSTGRES_PID" 2>/dev/null || break
    sleep 0.1
  done
  cat "$SERVICES/postgres.log" >&2
  die "PostgreSQL did not start"
}

start_redis() {
  local port
  port=$(free_port)
  redis-server --port "$port" --bind 127.0.0.1 --save "" --appendonly no --dir "$SERVICES" >"$SERVICES/redis.log" 2>&1 &
  REDIS_PID=$!
  for _ in $(seq 100); do
    if (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
      export COWRY_TEST_REDIS="127.0.0.1:$port"
      return 0
    fi
    kill -0 "$REDIS_PID" 2>/dev/null || break
    sleep 0.1
  done
  cat "$SERVICES/redis.log" >&2
  die "Redis did not start"
}

start_services() {
  SERVICES=$(mktemp -d)
  chmod 755 "$SERVICES"
  start_postgres
  start_redis
}

stop_services() {
  local pid
  # SIGINT is PostgreSQL's fast shutdown: it does not wait for clients.
  [ -z "$POSTGRES_PID" ] || kill -INT "$POSTGRES_PID" 2>/dev/null || true
  [ -z "$REDIS_PID" ] || kill "$REDIS_PID" 2>/dev/null || true
  for pid in $POSTGRES_PID $REDIS_PID; do wait "$pid" 2>/dev/null || true; done
  [ -z "$SERVICES" ] || rm -rf "$SERVICES"
}
