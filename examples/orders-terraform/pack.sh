#!/bin/sh
# Packs the functions' code, which is that of ../orders, into build/, one file a function.
set -eu
cd "$(dirname "$0")"
root=$PWD
mkdir -p build

for folder in ../orders/src/*/; do
  name=$(basename "$folder")
  staged=$(mktemp -d)
  if [ -f "${folder}pom.xml" ]; then
    mvn --quiet --file "${folder}pom.xml" compile dependency:copy-dependencies \
      -DincludeScope=runtime -DoutputDirectory="$staged/lib"
    cp -R "${folder}target/classes/." "$staged"
  else
    cp -R "${folder}." "$staged"
    [ ! -f "${folder}requirements.txt" ] || pip install --quiet --requirement "${folder}requirements.txt" --target "$staged"
  fi
  (cd "$staged" && zip --quiet --recurse-paths "$root/build/$name.zip" .)
  rm -r "$staged"
done
