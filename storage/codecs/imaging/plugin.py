"""imagecodecs as a decoder of pydicom's, for the JPEG family its permissive plugins lack.

pydicom finds a plugin by its module: `is_available`, `DECODER_DEPENDENCIES` and the function.
"""

from __future__ import annotations

from typing import Any

import imagecodecs
import numpy as np
from pydicom import uid
from pydicom.pixels.decoders.base import DecodeRunner, get_decoder

NAME = "imagecodecs"
_LOSSLESS = (uid.JPEGLossless, uid.JPEGLosslessSV1)
_JPEG = (uid.JPEGBaseline8Bit, uid.JPEGExtended12Bit)
_JPEG_LS = (uid.JPEGLSLossless, uid.JPEGLSNearLossless)
DECODER_DEPENDENCIES = dict.fromkeys((*_JPEG, *_LOSSLESS, *_JPEG_LS), ("imagecodecs",))


def is_available(syntax: str) -> bool:
    """Whether this plugin decodes the transfer syntax."""
    return syntax in DECODER_DEPENDENCIES


def decode(source: bytes, runner: DecodeRunner) -> bytearray:
    """One frame's stored values, little endian and colour by pixel."""
    values = _values(source, runner)
    if runner.samples_per_pixel > 1:
        runner.set_option("planar_configuration", 0)
    runner.set_option("bits_allocated", 8 * values.dtype.itemsize)
    return bytearray(values.astype(values.dtype.newbyteorder("<"), copy=False).tobytes())


def _values(source: bytes, runner: DecodeRunner) -> np.ndarray[Any, Any]:
    syntax = runner.transfer_syntax
    if syntax in _LOSSLESS:
        return np.asarray(imagecodecs.ljpeg_decode(source))
    if syntax in _JPEG_LS:
        return np.asarray(imagecodecs.jpegls_decode(source))
    if runner.samples_per_pixel == 1:
        return np.asarray(imagecodecs.jpeg8_decode(source))
    # Left alone, the codec converts colours by guessing from markers; the header knows.
    space = "RGB" if runner.photometric_interpretation == "RGB" else "YCBCR"
    return np.asarray(imagecodecs.jpeg8_decode(source, colorspace=space, outcolorspace=space))


def register() -> None:
    """Makes the plugin known to pydicom; may be called again."""
    for syntax in DECODER_DEPENDENCIES:
        decoder = get_decoder(syntax)
        if NAME not in decoder.available_plugins:
            decoder.add_plugin(NAME, (__name__, "decode"))
