# Shared by the scripts beside this file: finds a JDK 25 and Node, and builds what is out of date.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
mkdir -p .cache

die() { echo "$*" >&2; exit 1; }

find_jdk() {
  local candidate
  for candidate in "${JAVA_HOME:-}" /usr/lib/jvm/*25* /opt/*jdk*25* "$HOME"/.sdkman/candidates/java/25*; do
    if [ -x "$candidate/bin/javac" ] && "$candidate/bin/java" -version 2>&1 | grep -q 'version "25'; then
      export JAVA_HOME="$candidate"
      return
    fi
  done
  die "Parley needs a JDK 25 and found none. Install one (for example Temurin 25), or set JAVA_HOME to it."
}

find_node() {
  command -v node >/dev/null || die "Parley needs Node 20.19 or newer and found none. Install it, then try again."
  node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)' \
    || die "Parley needs Node 20.19 or newer; this is $(node --version)."
}

# True if anything named after the first argument is newer than that file, or the file is missing.
newer_than() {
  local made="$1"; shift
  [ -e "$made" ] || return 0
  [ -n "$(find "$@" -name node_modules -prune -o -path web/dist -prune -o -type f -newer "$made" -print -quit)" ]
}

install_web() {
  if newer_than web/node_modules/.installed web/package-lock.json; then
    echo "Installing the web packages…"
    (cd web && npm ci --no-audit --no-fund --loglevel=error)
    touch web/node_modules/.installed
  fi
}

build_web() {
  install_web
  if newer_than web/dist/.built web src/main/resources/demo; then
    echo "Building the screens…"
    (cd web && npm run --silent build >../.cache/web-build.log 2>&1) || { tail -40 .cache/web-build.log >&2; die "The screens did not build."; }
    touch web/dist/.built
  fi
}

build_server() {
  if newer_than target/app/.built src/main pom.xml web/dist/.built; then
    echo "Building the server…"
    ./mvnw -q -Dfast -DskipTests package || die "The server did not build."
    rm -rf target/app
    "$JAVA_HOME/bin/java" -Djarmode=tools -jar target/parley.jar extract --destination target/app >/dev/null
    touch target/app/.built
  fi
}

# One short run that teaches the JVM which classes a start needs; later starts take half the time. Parley runs without it, too.
train_server() {
  [ ! target/app/parley.aot -ot target/app/.built ] && return
  echo "Preparing a fast start…"
  local folder
  folder=$(mktemp -d)
  PARLEY_DATA="$folder" PARLEY_PORT=0 PARLEY_DATABASE_URL= PARLEY_TRAINING=true \
    "$JAVA_HOME/bin/java" "${JVM_OPTIONS[@]}" -XX:AOTCacheOutput=target/app/parley.aot -jar target/app/parley.jar \
    >.cache/training.log 2>&1 || true
  rm -rf "$folder"
  [ -e target/app/parley.aot ] || echo "No start cache was made; Parley starts without it (see .cache/training.log)."
}

# What a busy time needed goes back to the system when it is over (IdleMemory asks for the collection that does it).
JVM_OPTIONS=(-Xms48m -Xmx"${PARLEY_HEAP:-1g}" -XX:+UseSerialGC -XX:+UseCompactObjectHeaders -XX:TieredStopAtLevel=4
  -XX:MinHeapFreeRatio=20 -XX:MaxHeapFreeRatio=40 -XX:-ShrinkHeapInSteps -XX:TrimNativeHeapInterval=30000
  -Xss512k --enable-native-access=ALL-UNNAMED -Djava.awt.headless=true -Duser.timezone=UTC)

install_browser() {
  command -v chromium >/dev/null && fc-list 2>/dev/null | grep -qi "cjk" && return
  [ "$(id -u)" = 0 ] || die "The browser tests need Chromium and Han fonts: sudo apt-get install chromium fonts-noto-cjk fontconfig"
  echo "Installing Chromium for the browser tests…"
  apt-get update -qq >/dev/null
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-noto-cjk fontconfig >/dev/null
}
