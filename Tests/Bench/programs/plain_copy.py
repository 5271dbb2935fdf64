"""Copies a file and waits until it is on the disk: plain_copy.py SOURCE DESTINATION."""

import os
import sys

import clock

buffer = memoryview(bytearray(8 << 20))
with open(sys.argv[1], "rb", buffering=0) as reader, open(sys.argv[2], "wb", buffering=0) as writer:
    while size := reader.readinto(buffer):
        writer.write(buffer[:size])
    os.fsync(writer.fileno())
clock.stop()
