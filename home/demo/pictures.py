"""Pictures drawn for the demo: calm, flat scenes in the site's colours, made by code and stored as ordinary images."""

from __future__ import annotations

import hashlib
import io
import math
import random

from django.core.files.images import ImageFile
from PIL import Image as PillowImage
from PIL import ImageDraw, ImageFilter
from wagtail.images import get_image_model

SIZE = (1600, 900)
SCENES: dict[str, str] = {
    "community-longshan": "龙山社区的老街巷",
    "community-dongli": "东里社区的楼群",
    "community-bihaiyuan": "碧海苑社区远望大海",
    "community-bailangwan": "白浪湾社区的海湾",
    "community-guanhaiyuan": "观海苑社区的高层住宅",
    "community-yitian": "益天社区的绿地",
    "meal": "一份热饭菜",
    "square": "傍晚的小广场",
    "shield": "守护家园的盾牌",
}
PALETTES = (
    ((214, 231, 238), (122, 160, 175), (196, 92, 66), (247, 240, 228)),
    ((236, 226, 208), (150, 140, 110), (178, 74, 58), (252, 247, 236)),
    ((205, 226, 232), (92, 140, 160), (216, 150, 84), (240, 246, 247)),
    ((226, 236, 220), (120, 152, 118), (190, 96, 70), (248, 250, 240)),
)


def picture(name: str) -> object | None:
    """The image of this name, drawn and stored the first time it is asked for; None for an unknown name."""
    title = SCENES.get(name)
    if title is None:
        return None
    model = get_image_model()
    existing = model.objects.filter(title=title).first()
    if existing is not None:
        return existing
    buffer = io.BytesIO()
    draw_scene(name).save(buffer, "JPEG", quality=82, optimize=True, progressive=True)
    return model.objects.create(title=title, description=title, file=ImageFile(buffer, name=f"{name}.jpg"))


def draw_scene(name: str) -> PillowImage.Image:
    """A sky, hills or sea, a row of houses and trees; the same name gives the same picture."""
    dice = random.Random(hashlib.sha256(name.encode()).digest())
    sky, ground, roof, light = PALETTES[dice.randrange(len(PALETTES))]
    image = PillowImage.new("RGB", SIZE, sky)
    draw = ImageDraw.Draw(image)
    _sky(draw, sky, light)
    sun = dice.randrange(200, 1400)
    draw.ellipse((sun - 70, 110, sun + 70, 250), fill=light)
    for layer in range(3):
        _hills(draw, dice, 420 + layer * 60, _mix(sky, ground, 0.35 + layer * 0.2))
    if name in {"community-bihaiyuan", "community-bailangwan", "community-guanhaiyuan", "square"}:
        _waves(draw, dice, _mix(ground, light, 0.35), light)
    tall = name == "community-guanhaiyuan"
    x = -20
    while x < SIZE[0]:
        width = dice.randrange(90, 150) if tall else dice.randrange(130, 230)
        height = dice.randrange(330, 520) if tall else dice.randrange(120, 260)
        _house(draw, dice, (x, width, height), _mix(light, ground, dice.random() * 0.25), roof if not tall else ground)
        x += width + dice.randrange(14, 70)
    draw.rectangle((0, 790, SIZE[0], 900), fill=_mix(ground, (40, 60, 50), 0.25))
    for _tree in range(14):
        _plant(
            draw, dice.randrange(0, SIZE[0]), dice.randrange(40, 80), _mix((88, 122, 92), ground, dice.random() * 0.5)
        )
    return image.filter(ImageFilter.SMOOTH)


def _mix(a: tuple[int, ...], b: tuple[int, ...], share: float) -> tuple[int, ...]:
    return tuple(round(x + (y - x) * share) for x, y in zip(a, b, strict=True))


def _sky(draw: ImageDraw.ImageDraw, sky: tuple[int, ...], light: tuple[int, ...]) -> None:
    for y in range(0, 560, 4):
        draw.rectangle((0, y, SIZE[0], y + 4), fill=_mix(sky, light, y / 560))


def _hills(draw: ImageDraw.ImageDraw, dice: random.Random, base: int, colour: tuple[int, ...]) -> None:
    phase, length = dice.random() * 6, dice.randrange(300, 520)
    points = [(x, base + 46 * math.sin(x / length + phase) + 16 * math.sin(x / 97 + phase)) for x in range(0, 1640, 20)]
    draw.polygon([*points, (1640, 900), (0, 900)], fill=colour)


def _waves(draw: ImageDraw.ImageDraw, dice: random.Random, colour: tuple[int, ...], foam: tuple[int, ...]) -> None:
    draw.rectangle((0, 600, SIZE[0], 900), fill=colour)
    for _wave in range(60):
        x, y = dice.randrange(0, SIZE[0]), dice.randrange(610, 780)
        draw.line((x, y, x + dice.randrange(30, 120), y), fill=foam, width=3)


def _house(
    draw: ImageDraw.ImageDraw,
    dice: random.Random,
    shape: tuple[int, int, int],
    wall: tuple[int, ...],
    roof: tuple[int, ...],
) -> None:
    x, width, height = shape
    top = 800 - height
    draw.rectangle((x, top, x + width, 800), fill=wall)
    draw.polygon([(x - 12, top), (x + width / 2, top - min(70, width * 0.4)), (x + width + 12, top)], fill=roof)
    for row in range(top + 24, 770, 52):
        for column in range(x + 16, x + width - 26, 38):
            lit = dice.random() < 0.3
            draw.rectangle(
                (column, row, column + 20, row + 28), fill=(250, 214, 140) if lit else _mix(wall, (60, 80, 90), 0.35)
            )


def _plant(draw: ImageDraw.ImageDraw, x: int, size: int, colour: tuple[int, ...]) -> None:
    draw.rectangle((x - 4, 810 - size // 2, x + 4, 830), fill=(110, 90, 70))
    draw.ellipse((x - size // 2, 800 - size - size // 2, x + size // 2, 800 - size // 3), fill=colour)
