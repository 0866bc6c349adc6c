#!/usr/bin/env bash
# Makes the vectors of this folder with OpenSSL (3.0 or newer): timestamps of RFC 3161 and what a verifier has to say to them.
# Each run makes new keys, so all files change. usage: tests/vectors/timestamps/make.sh
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
echo 01 >serial
printf 'the signed bundle\n' >data

cat >settings <<'END'
[req]
distinguished_name = dn
prompt = no
[dn]
CN = Time root
[ca]
basicConstraints = critical, CA:true
keyUsage = critical, keyCertSign
[authority]
basicConstraints = critical, CA:false
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
[whole]
serial = ./serial
crypto_device = builtin
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha1, sha256, sha384, sha512
accuracy = secs:1, millisecs:500, microsecs:100
ordering = yes
tsa_name = yes
ess_cert_id_chain = yes
ess_cert_id_alg = sha256
[plain]
serial = ./serial
crypto_device = builtin
signer_digest = sha512
default_policy = 1.2.3.4.1
digests = sha256, sha512
ess_cert_id_alg = sha1
END

openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out root.key
openssl req -x509 -new -key root.key -config settings -extensions ca -days 36500 -set_serial 1 -out root.pem

authority() {
  local name=$1 key=$1.key
  shift
  openssl genpkey "$@" -out "$key" 2>/dev/null
  openssl req -new -key "$key" -subj '/CN=Time authority' -out "$name.csr"
  openssl x509 -req -in "$name.csr" -CA root.pem -CAkey root.key -set_serial 2 -days 36500 -extfile settings \
    -extensions authority -out "$name.pem" 2>/dev/null
}
authority p256 -algorithm EC -pkeyopt ec_paramgen_curve:P-256
authority p384 -algorithm EC -pkeyopt ec_paramgen_curve:P-384
authority rsa -algorithm RSA -pkeyopt rsa_keygen_bits:2048

# name, what it is, expected, authority, section, roots, words for the query
vector() {
  local name=$1 what=$2 expected=$3 signer=$4 section=$5 roots=$6
  shift 6
  openssl ts -query -data data "$@" -out query 2>/dev/null
  openssl ts -reply -config settings -section "$section" -queryfile query -signer "$signer.pem" -inkey "$signer.key" \
    -chain root.pem -out response 2>/dev/null
  {
    echo "what: $what"
    echo "made by: $(openssl version | cut -d' ' -f1,2), make.sh"
    echo "expected: $expected"
    echo "time: $(openssl ts -reply -in response -text 2>/dev/null | sed -n 's/^Time stamp: //p')"
    echo "data: $(base64 -w0 data)"
    echo "response: $(base64 -w0 response)"
    cat "$roots.pem"
  } >"$here/$name.txt"
}
vector p256-accuracy 'P-256, SHA-256, accuracy, name, ordering, nonce, whole chain' accepted p256 whole root -sha256 -cert
vector rsa-sha512 'RSA 2048 with SHA-512, certificate named by SHA-1, digest SHA-512' accepted rsa plain root -sha512 -cert
vector p384-no-nonce 'P-384, digest SHA-384, no nonce' accepted p384 whole root -sha384 -cert -no_nonce
vector certificate-left-out 'the certificate is not in the token, and the verifier has it' accepted p256 plain p256 -sha256
vector certificate-unknown 'the certificate is not in the token, and the verifier has only its root' SIGN_UNTRUSTED p256 plain root -sha256
vector digest-sha1 'digest SHA-1' SIGN_UNSUPPORTED p256 whole root -sha1 -cert
vector refused 'the authority refuses a policy' SIGN_REFUSED p256 whole root -sha256 -tspolicy 1.9.9
