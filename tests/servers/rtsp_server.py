"""An RTSP camera on this computer; run by the system's Python, which has GStreamer's bindings.

Usage: rtsp_server.py PORT [USER PASSWORD]. Plays at /run; prints the port when it listens.
"""

import sys

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstRtspServer", "1.0")
from gi.repository import GLib, Gst, GstRtspServer  # noqa: E402

PICTURES = (
    "( videotestsrc is-live=true pattern=ball ! video/x-raw,width=320,height=240,framerate=25/1 "
    "! x264enc tune=zerolatency speed-preset=ultrafast key-int-max=10 "
    "! rtph264pay name=pay0 pt=96 )"
)


def lock(server: GstRtspServer.RTSPServer, factory, user: str, password: str) -> None:
    """Let only this user in."""
    allowed = GstRtspServer.RTSPToken()
    allowed.set_string("media.factory.role", "viewer")
    auth = GstRtspServer.RTSPAuth()
    auth.add_basic(GstRtspServer.RTSPAuth.make_basic(user, password), allowed)
    server.set_auth(auth)
    factory.add_role_from_structure(
        Gst.Structure.new_from_string(
            "viewer, media.factory.access=true, media.factory.construct=true"
        )
    )


def main() -> None:
    Gst.init(None)
    server = GstRtspServer.RTSPServer()
    server.set_address("127.0.0.1")
    server.set_service(sys.argv[1])
    factory = GstRtspServer.RTSPMediaFactory()
    factory.set_launch(PICTURES)
    factory.set_shared(True)
    if len(sys.argv) > 3:
        lock(server, factory, *sys.argv[2:4])
    server.get_mount_points().add_factory("/run", factory)
    if not server.attach(None):
        raise SystemExit("the port is taken")
    print(server.get_bound_port(), flush=True)
    GLib.MainLoop().run()


main()
