"""Code 128 (ISO/IEC 15417): text to the widths of bars and spaces."""

START_B = 104
START_C = 105
TO_C = 99
TO_B = 100
STOP = "2331112"
QUIET_MODULES = 10

# Widths of the 106 symbols, bar first (ISO/IEC 15417, table 1).
_TABLE = (
    "212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 "
    "112232 122132 122231 113222 123122 123221 223211 221132 221231 213212 223112 312131 "
    "311222 321122 321221 312212 322112 322211 212123 212321 232121 111323 131123 131321 "
    "112313 132113 132311 211313 231113 231311 112133 112331 132131 113123 113321 133121 "
    "313121 211331 231131 213113 213311 213131 311123 311321 331121 312113 312311 332111 "
    "314111 221411 431111 111224 111422 121124 121421 141122 141221 112214 112412 122114 "
    "122411 142112 142211 241211 221114 413111 241112 134111 111242 121142 121241 114212 "
    "124112 124211 411212 421112 421211 212141 214121 412121 111143 111341 131141 114113 "
    "114311 411113 411311 113141 114131 311141 411131 211412 211214 211232"
)
_WIDTHS = _TABLE.split()


def _digits_from(text: str, at: int) -> int:
    end = at
    while end < len(text) and text[end].isdigit():
        end += 1
    return end - at


def symbols(text: str) -> list[int]:
    """Symbol values with start and check symbol: set C for runs of digits, set B elsewhere.

    Raises ValueError for empty text or a character outside printable ASCII.
    """
    if not text or any(not " " <= c <= "~" for c in text):
        raise ValueError(f"Code 128 set B takes printable ASCII: {text!r}")
    first = _digits_from(text, 0)
    in_c = first >= 4 or (first == len(text) and first == 2)
    values = [START_C if in_c else START_B]
    at = 0
    while at < len(text):
        run = _digits_from(text, at)
        if in_c and run >= 2:
            values.append(int(text[at : at + 2]))
            at += 2
        elif in_c:
            values.append(TO_B)
            in_c = False
        elif run >= 4 and run % 2 == 0:
            values.append(TO_C)
            in_c = True
        else:
            values.append(ord(text[at]) - 32)
            at += 1
    check = values[0] + sum(i * value for i, value in enumerate(values[1:], start=1))
    return [*values, check % 103]


def widths(text: str) -> list[int]:
    """Widths in modules, bar and space in turn, beginning and ending with a bar.

    Quiet zones of 10 modules on both sides are the caller's. Raises ValueError as `symbols`.
    """
    pattern = "".join(_WIDTHS[value] for value in symbols(text)) + STOP
    return [int(width) for width in pattern]
