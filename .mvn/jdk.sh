# Sets JAVA_HOME to a JDK 25, whatever the default java is. Sourced by ./mvnw and ./slipway.
# Searches JAVA_HOME, the PATH, then the folders in which package managers and SDK tools install JDKs.
slipway_is_jdk25() {
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] && grep -q '^JAVA_VERSION="25[."]' "$1/release"
}

slipway_find_jdk() {
  if [ -n "${JAVA_HOME-}" ] && slipway_is_jdk25 "$JAVA_HOME"; then return 0; fi
  slipway_javac=$(command -v javac 2>/dev/null) && slipway_javac=$(readlink -f "$slipway_javac" 2>/dev/null) || slipway_javac=
  for slipway_jdk in \
    "${slipway_javac%/bin/javac}" \
    /usr/lib/jvm/* /opt/java/* /opt/jdk* /usr/java/* /usr/local/lib/jvm/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home /opt/homebrew/opt/openjdk@25/libexec/openjdk.jdk/Contents/Home \
    "${HOME-}"/.sdkman/candidates/java/* "${HOME-}"/.jdks/* "${HOME-}"/.local/share/mise/installs/java/* "${HOME-}"/.asdf/installs/java/*; do
    if slipway_is_jdk25 "$slipway_jdk"; then
      JAVA_HOME=$slipway_jdk
      export JAVA_HOME
      return 0
    fi
  done
  return 1
}

if ! slipway_find_jdk; then
  echo "slipway: no JDK 25 found. Install one (for example Eclipse Temurin 25, https://adoptium.net, or 'apt install temurin-25-jdk'), or set JAVA_HOME to it." >&2
  exit 1
fi
