#!/usr/bin/env bash
# A browser for the tests: the one that is there, else Debian's, else Playwright's own.
set -euo pipefail
python="$1"

if command -v chromium >/dev/null || command -v google-chrome >/dev/null; then
    exit 0
fi
as_root=""
if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null && sudo -n true 2>/dev/null && as_root="sudo -n"
fi
if command -v apt-get >/dev/null && { [ "$(id -u)" -eq 0 ] || [ -n "$as_root" ]; }; then
    if $as_root apt-get update -qq && DEBIAN_FRONTEND=noninteractive \
        $as_root apt-get install -y -qq chromium fonts-noto-core >/dev/null; then
        exit 0
    fi
fi
"$python" -m playwright install chromium
