#!/usr/bin/env bash
# Runs a command in namespaces of its own: user, mount, pid, network, ipc and uts. The command sees the programs of this machine, read-only, and
# the folders that are named. It has no network, and its root is an unprivileged user outside. Needs util-linux 2.38.
#
#   sandbox.sh ROOT [--ro FOLDER NAME | --rw FOLDER NAME]... -- COMMAND...
#
# ROOT is an empty folder. A folder is at /work/NAME inside, and its owner becomes the sandbox's root. The command starts in /work/context, with
# the variables of the file environment of the folder tmp (NAME=VALUE, each ends with a NUL) and no others but PATH, HOME and TMPDIR.
set -euo pipefail
umask 022

# Ids that no user of this machine has: systemd gives 524288 to 1879048191 to containers.
first_id=1900000000
ids=65536
processes=4096
apart=(--mount --pid --net --ipc --uts --fork --kill-child --keep-caps)

# Makes the tree below ROOT/tree, in a mount namespace of its own, with the rights of the caller.
furnish() {
  local tree=$1/tree name
  mount --make-rprivate /
  mount -t tmpfs -o mode=755,size=16m none "$1"
  cp "$0" "$1/sandbox.sh"
  shift
  mkdir -p "$tree"/{usr,proc,sys,dev/shm,dev/pts,etc/containers,run,var,root,old,work/tmp,work/context}
  for name in bin sbin lib lib32 lib64 libx32; do
    if [ -L "/$name" ]; then
      cp -P "/$name" "$tree/$name"
    elif [ -d "/$name" ]; then
      mkdir "$tree/$name"
      show --ro "/$name" "$tree/$name"
    fi
  done
  show --ro /usr "$tree/usr"
  while [ "$1" != -- ]; do
    mkdir -p "$tree/work/$3"
    show "$1" "$2" "$tree/work/$3"
    shift 3
  done
  for name in null zero full random urandom tty; do
    : >"$tree/dev/$name"
    mount --bind "/dev/$name" "$tree/dev/$name"
  done
  ln -s /proc/self/fd "$tree/dev/fd"
  ln -s work/tmp "$tree/tmp"
  ln -s ../work/tmp "$tree/var/tmp"
  echo 'root:x:0:0:root:/root:/bin/sh' >"$tree/etc/passwd"
  echo 'root:x:0:' >"$tree/etc/group"
  echo '127.0.0.1 localhost' >"$tree/etc/hosts"
  : >"$tree/etc/resolv.conf"
  echo 'unqualified-search-registries = []' >"$tree/etc/containers/registries.conf"
  echo '{"default":[{"type":"insecureAcceptAnything"}]}' >"$tree/etc/containers/policy.json"
}

show() {
  mount --bind "$2" "$3"
  if [ "$1" = --ro ]; then
    mount -o remount,bind,ro,nosuid,nodev "$3"
  fi
}

# Gives the folders to the sandbox's root.
give() {
  shift
  while [ "$1" != -- ]; do
    if [ "$(stat -c %u "$2")" != "$first_id" ]; then chown -hR "$first_id:$first_id" "$2"; fi
    shift 3
  done
}

# Starts the rest in a user namespace whose ids this process, which is root, maps.
mapped() {
  local go=$1.go child code=0
  rm -f "$go"
  mkfifo -m 600 "$go"
  unshare --user "${apart[@]}" bash sandbox.sh --wait "$@" 3<>"$go" &
  child=$!
  # The ids can be mapped as soon as the user namespace exists.
  while [ "$(readlink "/proc/$child/ns/user")" = "$(readlink /proc/self/ns/user)" ]; do sleep 0.01; done
  echo "0 $first_id $ids" >"/proc/$child/uid_map"
  echo "0 $first_id $ids" >"/proc/$child/gid_map"
  echo go >"$go"
  rm -f "$go"
  wait "$child" || code=$?
  exit "$code"
}

enter() {
  local program variable
  mount --make-rprivate /
  # By its name alone: the sandbox's root may not pass through the folders above.
  mount --no-canonicalize --rbind tree tree
  cd tree
  mount -t proc -o nosuid,nodev,noexec none proc
  mount -t sysfs -o ro,nosuid,nodev,noexec none sys
  pivot_root . old
  umount -l /old
  mount -o remount,ro,bind /
  cd /work/context
  while [ "$1" != -- ]; do shift; done
  shift
  ulimit -u "$processes"
  program=$(type -P "$1")
  shift
  for variable in $(compgen -e); do
    case $variable in PATH | PWD | SHLVL) ;; *) unset "$variable" ;; esac
  done
  export HOME=/work/tmp TMPDIR=/work/tmp
  if [ -f /work/tmp/environment ]; then
    while IFS= read -r -d '' variable; do export "${variable?}"; done </work/tmp/environment
  fi
  exec "$program" "$@"
}

case $1 in
  --furnished)
    shift
    furnish "$@"
    cd "$1"
    if [ "${SANDBOX_MAPPED:-}" = 1 ]; then exec unshare "${apart[@]}" bash sandbox.sh --enter "$@"; fi
    mapped "$@"
    ;;
  --wait)
    shift
    read -r _ <&3 # until the ids are mapped
    exec 3<&-
    exec setpriv --reuid 0 --regid 0 --clear-groups --no-new-privs bash sandbox.sh --enter "$@"
    ;;
  --enter)
    shift
    enter "$@"
    ;;
  *)
    if [ "$(id -u)" = 0 ]; then
      give "$@"
      exec unshare --mount bash "$0" --furnished "$@"
    fi
    # An ordinary user has the ids of /etc/subuid.
    SANDBOX_MAPPED=1 exec unshare --user --map-root-user --map-auto --mount bash "$0" --furnished "$@"
    ;;
esac
