#!/bin/sh
# Install the system libraries that are missing, through apt-get, saying so.
# Usage: sh .setup/system.sh run|test
# Exits 2, with the one line to type, when they cannot be installed without the user.
set -eu
mode=${1:?run or test}

# OpenCV and MediaPipe; Qt without and with a window; sound; speech; reports as PDF.
for_run="libgl1 libgles2 libegl1 libglib2.0-0 libdbus-1-3 libfontconfig1 libxkbcommon0 libxcb1
    libxcb-cursor0 libxkbcommon-x11-0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0
    libpulse0 libxrandr2
    espeak-ng alsa-utils
    libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"

# A screen and a sound device without hardware, an RTSP server, a look at system calls, a browser
# that plays the phone, the compiler of translations, a database server, and independent readers of
# what is exported.
for_test="xvfb xauth fonts-dejavu-core
    pulseaudio pulseaudio-utils sox
    python3-gi gir1.2-gst-rtsp-server-1.0 gstreamer1.0-plugins-base gstreamer1.0-plugins-good
    gstreamer1.0-plugins-bad gstreamer1.0-plugins-ugly
    strace chromium qt6-l10n-tools
    postgresql poppler-utils ffmpeg"

# The names of the wanted packages that are installed, between blanks; one call, since it runs at
# every start. Newer releases renamed some libraries to NAMEt64; apt still knows the old name.
installed_of() {
    # shellcheck disable=SC2016,SC2046,SC2086  # dpkg's own placeholders; one word a package
    dpkg-query -W -f '${db:Status-Abbrev} ${Package}\n' $1 $(printf '%st64 ' $1) 2>/dev/null |
        sed -n -e 's/t64$//' -e 's/^.i *//p' | tr '\n' ' '
}

missing_packages() {
    wanted=$for_run
    if [ "$mode" = test ]; then wanted="$for_run $for_test"; fi
    installed=" $(installed_of "$wanted") "
    for package in $wanted; do
        case $installed in
        *" $package "*) ;;
        *) printf '%s ' "$package" ;;
        esac
    done
    if ! [ -x .venv/bin/python ] && ! sh .setup/find_python.sh >/dev/null; then
        printf 'python3 python3-venv '
    fi
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}

may_become_root() {
    [ "$(id -u)" -eq 0 ] && return 0
    command -v sudo >/dev/null || return 1
    # Without a terminal sudo can work only if it asks for no password.
    [ -t 0 ] || sudo -n true 2>/dev/null
}

install_packages() {
    # A set-up that was cut off may have left packages unpacked and not configured.
    as_root env DEBIAN_FRONTEND=noninteractive dpkg --configure -a
    as_root apt-get update -qq ||
        echo "gaitcoach: the package lists could not all be refreshed; trying with what is known."
    # shellcheck disable=SC2086  # one word a package
    as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get -o DPkg::Lock::Timeout=120 -qq -y --no-install-recommends install $1 >/dev/null
}

if ! command -v apt-get >/dev/null; then
    # macOS needs nothing: the wheels carry their libraries. Other Linuxes: README.
    exit 0
fi
missing=$(missing_packages)
missing=${missing% }
if [ -z "$missing" ]; then
    exit 0
fi

line="apt-get update && apt-get install -y --no-install-recommends $missing"
if ! may_become_root; then
    {
        echo "gaitcoach needs system packages, and only root may install them. Type this once:"
        echo "    sudo sh -c '$line'"
        echo "Then start again."
    } >&2
    exit 2
fi
echo "gaitcoach: installing the system packages that are missing (picture, window, sound, speech):"
echo "    $missing"
if ! install_packages "$missing"; then
    {
        echo "gaitcoach: the system packages could not be installed (see above)."
        echo "Check the network, or type it yourself: sudo sh -c '$line'"
    } >&2
    exit 2
fi
