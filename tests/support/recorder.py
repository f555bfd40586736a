"""A program that records through libpulse: ``recorder.py SOURCE plain|peaks|corked``.

It says the word when the server has taken the stream, and does ``cork`` and ``uncork`` from its input.
"""

import ctypes
import sys
from collections.abc import Callable
from ctypes import POINTER, Structure, byref, c_char_p, c_int, c_uint8, c_uint32, c_void_p
from functools import partial

CONTEXT_READY, STREAM_READY = 4, 2
FLOAT32 = 5
START_CORKED, PEAK_DETECT = 0x0001, 0x0800
FLAGS = {"plain": 0, "corked": START_CORKED, "peaks": PEAK_DETECT}
RATES = {"peaks": 25}
"""As volume controls do: so often a bar moves."""


class Format(Structure):
    """``pa_sample_spec``."""

    _fields_ = (("format", c_int), ("rate", c_uint32), ("channels", c_uint8))


pulse = ctypes.CDLL("libpulse.so.0")
for name, *takes in (
    ("mainloop_new",),
    ("mainloop_get_api", c_void_p),
    ("context_new", c_void_p, c_char_p),
    ("stream_new", c_void_p, c_char_p, POINTER(Format), c_void_p),
    ("stream_cork", c_void_p, c_int, c_void_p, c_void_p),
):
    function = getattr(pulse, f"pa_{name}")
    function.restype, function.argtypes = c_void_p, takes
for name, *takes in (
    ("context_connect", c_void_p, c_char_p, c_int, c_void_p),
    ("context_get_state", c_void_p),
    ("stream_connect_record", c_void_p, c_char_p, c_void_p, c_int),
    ("stream_get_state", c_void_p),
    ("mainloop_iterate", c_void_p, c_int, c_void_p),
    ("operation_get_state", c_void_p),
    ("stream_peek", c_void_p, POINTER(c_void_p), POINTER(ctypes.c_size_t)),
    ("stream_drop", c_void_p),
):
    getattr(pulse, f"pa_{name}").argtypes = takes


def is_over(operation: int) -> bool:
    return bool(pulse.pa_operation_get_state(operation) != 0)


def main(source: str, manner: str) -> None:
    loop = pulse.pa_mainloop_new()

    def until(done: Callable[[], bool]) -> None:
        while not done():
            pulse.pa_mainloop_iterate(loop, 1, None)

    context = pulse.pa_context_new(pulse.pa_mainloop_get_api(loop), b"recorder")
    pulse.pa_context_connect(context, None, 0, None)
    until(lambda: pulse.pa_context_get_state(context) == CONTEXT_READY)
    stream = pulse.pa_stream_new(
        context, b"recording", byref(Format(FLOAT32, RATES.get(manner, 44100), 1)), None
    )
    pulse.pa_stream_connect_record(stream, source.encode(), None, FLAGS[manner])
    until(lambda: pulse.pa_stream_get_state(stream) == STREAM_READY)
    print(manner, flush=True)
    for line in sys.stdin:
        word = line.strip()
        operation = pulse.pa_stream_cork(stream, int(word == "cork"), None, None)
        until(partial(is_over, operation))
        print(word, flush=True)


main(*sys.argv[1:])
