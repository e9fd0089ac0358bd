"""Draws static/img/share.png, the picture of shared links to pages that have none of their own: python3 -m scripts.share"""

from django.conf import settings

from scripts.vendor import STATIC
from sites import share_picture


def main():
    settings.configure(USE_I18N=False)
    (STATIC / "img" / "share.png").write_bytes(share_picture.draw_any())


if __name__ == "__main__":
    main()
