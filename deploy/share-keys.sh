#!/bin/sh
# After `youwesaid init` in ROOT/worker: give the staff side all keys, and the public side only what
# it may hold. Run again after a change of the settings; it replaces, and removes nothing.
#
#   sh share-keys.sh /srv/youwesaid        owners: youwesaid-public, youwesaid-staff
#   OWNERS=10001,10002 sh share-keys.sh .  other owners (public, staff), by name or number
set -eu
root=${1:?name the folder that holds worker/}
owners=${OWNERS:-youwesaid-public,youwesaid-staff}

give() { # side, owner, files of the worker's folder
    side=$1 owner=$2
    shift 2
    install -d -o "$owner" -m 700 "$root/$side" "$root/$side/keys"
    for file in youwesaid.env "$@"; do
        install -o "$owner" -m 600 "$root/worker/$file" "$root/$side/$file"
    done
}

shared="keys/words.public keys/contact.public keys/receipt.key"
hidden="keys/words.private keys/contact.private keys/index.key keys/session.key"
# shellcheck disable=SC2086 - lists of names without blanks
give public "${owners%,*}" $shared
# shellcheck disable=SC2086
give staff "${owners#*,}" $shared $hidden
