#!/bin/sh
# For maintainers: fetches the files of templates/vendor.lock again, as npm has them, and puts them in their places.
# To take a newer version, change its lines in vendor.lock (version, source, our file), run this, put the SHA-256 it
# prints into the lines and the licence into THIRD-PARTY.txt. Nothing of this is part of the build.
set -eu
cd "$(dirname "$0")/.."
lock=templates/vendor.lock
target=templates/src/main/resources/META-INF/resources/ui/vendor
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

field() { printf '%s' "$1" | cut -d'|' -f"$2" | tr -d ' '; }

grep -v '^#' "$lock" | while IFS= read -r line; do
  source=$(field "$line" 3)
  place="$work/$(printf '%s' "$source" | tr -c 'A-Za-z0-9.' '_')"
  if [ ! -d "$place" ]; then
    mkdir -p "$place"
    (cd "$place" && npm pack --silent "${source#npm:}" >/dev/null && tar xzf ./*.tgz)
  fi
  file="$target/$(field "$line" 5)"
  mkdir -p "$(dirname "$file")"
  cp "$place/package/$(field "$line" 4)" "$file"
  chmod 644 "$file"
  found=$(sha256sum "$file" | cut -d' ' -f1)
  if [ "$found" = "$(field "$line" 6)" ]; then
    printf 'as locked  %s\n' "$file"
  else
    printf 'DIFFERS    %s\n           %s\n' "$file" "$found"
  fi
done
