"""Guide numbers: a prefix of ours, eight digits of serial and a check digit.

The check digit is that of S10 (UPU), but the number hasn't the look of a postal S10
(two letters, nine digits, two letters of a country), which belongs to designated posts:
three letters stand before the digits and none behind.
"""

import re

PREFIX = "QTY"
SANDBOX_PREFIX = "QTX"
FIRST_SERIAL, LAST_SERIAL = 10_000_000, 99_999_999
# Check digits that an operator's own numbers may have.
CHECKS = ("none", "s10")
_WEIGHTS = (8, 6, 4, 2, 3, 5, 9, 7)
_FORM = re.compile(rf"(?:{PREFIX}|{SANDBOX_PREFIX})(\d{{8}})(\d)", re.ASCII)


def check_digit(serial: str) -> int:
    """S10: 11 - sum(digit x weight) mod 11; 10 becomes 0 and 11 becomes 5.

    Raises ValueError unless `serial` is eight digits.
    """
    if len(serial) != len(_WEIGHTS) or not (serial.isascii() and serial.isdigit()):
        raise ValueError(f"a serial has eight digits: {serial!r}")
    rest = 11 - sum(int(d) * w for d, w in zip(serial, _WEIGHTS, strict=True)) % 11
    return {10: 0, 11: 5}.get(rest, rest)


def serial_number(serial: int, *, digits: int, check: str) -> str:
    """An operator's serial in `digits` figures, with the check digit of CHECKS behind it.

    Raises ValueError for s10 of other than eight digits.
    """
    text = str(serial).zfill(digits)
    return f"{text}{check_digit(text)}" if check == "s10" else text


def guide_number(serial: int, *, livemode: bool) -> str:
    """Raises ValueError for a serial outside FIRST_SERIAL to LAST_SERIAL."""
    if not FIRST_SERIAL <= serial <= LAST_SERIAL:
        raise ValueError(f"the serial {serial} is outside the series")
    digits = str(serial)
    return f"{PREFIX if livemode else SANDBOX_PREFIX}{digits}{check_digit(digits)}"


def is_guide_number(text: str) -> bool:
    """Whether `text` has the form of our numbers and its check digit is right."""
    match = _FORM.fullmatch(text)
    return match is not None and check_digit(match[1]) == int(match[2])
