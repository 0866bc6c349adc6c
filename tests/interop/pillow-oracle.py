# What Pillow makes of pictures. `make FOLDER` writes JPEG and WebP files of many kinds; `decode FOLDER` prints a line per file:
# its name, RGB, width, height and the pixels in base64, or the name and `refused`.
import base64, os, sys
from PIL import Image, ImageFilter
import random


def painting(seed, width, height):
    rng = random.Random(seed)
    noise = Image.frombytes("RGB", (width, height), bytes(rng.randrange(256) for _ in range(width * height * 3)))
    return noise.filter(ImageFilter.GaussianBlur(3)).point(lambda v: max(0, min(255, (v - 128) * 5 + 128)))


def make(folder):
    for seed, (width, height) in enumerate([(64, 48), (17, 31), (8, 8), (1, 40), (129, 5), (200, 150)]):
        picture = painting(seed, width, height)
        alpha = picture.copy()
        alpha.putalpha(picture.convert("L"))
        for quality in (20, 75, 95):
            for sampling in (0, 1, 2):
                picture.save(f"{folder}/{seed}-{quality}-{sampling}.jpg", quality=quality, subsampling=sampling)
            picture.save(f"{folder}/{seed}-{quality}-p.jpg", quality=quality, progressive=True)
            picture.convert("L").save(f"{folder}/{seed}-{quality}-l.jpg", quality=quality)
            picture.save(f"{folder}/{seed}-{quality}.webp", quality=quality)
            alpha.save(f"{folder}/{seed}-{quality}-a.webp", quality=quality)
        picture.save(f"{folder}/{seed}-r.jpg", restart_marker_blocks=1)
        picture.save(f"{folder}/{seed}.webp", lossless=True)
        alpha.save(f"{folder}/{seed}-a.webp", lossless=True, exact=True)
        exif = Image.Exif()
        exif[0x0112] = 6
        picture.save(f"{folder}/{seed}-exif.jpg", exif=exif)


def decode(folder):
    for name in sorted(os.listdir(folder)):
        try:
            with Image.open(f"{folder}/{name}") as picture:
                if picture.mode in ("I;16", "I"):
                    picture = picture.point(lambda v: v * (1 / 256)).convert("L")
                pixels = picture.convert("RGB")
                print(name, "RGB", pixels.width, pixels.height, base64.b64encode(pixels.tobytes()).decode())
        except Exception:
            print(name, "refused")


{"make": make, "decode": decode}[sys.argv[1]](sys.argv[2])
