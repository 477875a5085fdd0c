import pytest

from exceltools import style


def luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(text: str, fill: str) -> float:
    light, dark = sorted((luminance(text), luminance(fill)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def paints() -> list:
    named = [(name, value) for name, value in vars(style).items() if isinstance(value, style.Paint)]
    loose = [
        ("quiet on paper", style.Paint(style.QUIET, style.PAPER)),
        ("quiet on band", style.Paint(style.QUIET, style.BAND.fill)),
        ("accent on paper", style.Paint(style.ACCENT, style.PAPER)),
        ("ink on little heat", style.Paint(style.INK, style.HEAT_LOW)),
        ("ink on much heat", style.Paint(style.INK, style.HEAT_HIGH)),
    ]
    return [pytest.param(paint, id=name) for name, paint in named + loose]


def test_black_on_white_is_21_to_1():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)


@pytest.mark.parametrize("paint", paints())
def test_text_can_be_read_on_its_fill(paint):
    assert contrast(paint.text, paint.fill) >= 4.5
