#!/usr/bin/env bash
# Builds the optional package pkcs11js outside the checkout, for the tests that sign with a token. Its own build wants the
# headers of the running Node from the network; it uses Node-API alone, whose headers are a package.
# usage: tools/install-pkcs11js.sh [FOLDER]     tests look in the default folder
set -euo pipefail

target=${1:-${XDG_CACHE_HOME:-$HOME/.cache}/assay/node_modules}/pkcs11js
if [ -e "$target/build/Release/pkcs11.node" ]; then exit 0; fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

fetch() {
  npm pack --silent "$1@$2" >/dev/null
  echo "$3  $1-$2.tgz" | sha256sum --check --quiet
  mkdir "$1"
  tar -xzf "$1-$2.tgz" -C "$1" --strip-components 1
}

fetch pkcs11js 2.1.7 07779bef46c042a12b4e53ae42656d6d5c2ea3fcc667ca0889445143ed62e3b4
fetch node-api-headers 1.9.0 6cbfac49542194ae2c8f1dee5fa2dc00d66bec9cbf3b59e3a4e5f16d14eb0d19
mkdir -p pkcs11js/build/Release
g++ -shared -fPIC -O1 -std=c++17 -DNAPI_DISABLE_CPP_EXCEPTIONS -DNODE_GYP_MODULE_NAME=pkcs11 \
  -I node-api-headers/include -I pkcs11js/includes \
  pkcs11js/src/dl.cpp pkcs11js/src/common.cpp pkcs11js/src/main.cpp -o pkcs11js/build/Release/pkcs11.node
mkdir -p "$(dirname "$target")"
rm -rf "$target"
mv pkcs11js "$target"
