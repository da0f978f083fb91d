"""The phone as camera: its browser opens a page of ours and streams, no app needed.

`link` runs everything in a thread of its own; `source` hands the pictures on as a `FrameSource`.
The libraries (aiohttp, aiortc, cryptography, segno) are an extra: import them below `need_packages`
only.
"""
