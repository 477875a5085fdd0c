"""Render the workbooks that the documentation shows, and keep the pages that are worth a picture.

    python docs/pictures.py

Needs LibreOffice and poppler (`soffice`, `pdftoppm`), and Carlito, the free font of Calibri's widths: without it the
texts look cramped. Run it after a change of look; look at what it made.
"""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from exceltools.definition import load
from exceltools.engine import registry
from exceltools.feedback import write_feedback
from exceltools.merge import merge
from exceltools.template import template_bytes

ROOT = Path(__file__).resolve().parent.parent
PICTURES = Path(__file__).resolve().parent / "bilder"


def pages(workbook: Path, scratch: Path, dpi: int = 80) -> list[Path]:
    """Render a workbook and give its pages as PNG files."""
    profile = f"-env:UserInstallation={(scratch / 'profil').as_uri()}"
    convert = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", scratch, workbook]
    subprocess.run([str(part) for part in convert], check=True, capture_output=True)
    stem = scratch / workbook.stem
    subprocess.run(["pdftoppm", "-r", str(dpi), "-png", stem.with_suffix(".pdf"), stem], check=True)
    return sorted(scratch.glob(f"{workbook.stem}-*.png"))


def text_of_pages(workbook: Path, scratch: Path) -> list[str]:
    """Give what stands on each page of a workbook that has been rendered."""
    told = subprocess.run(["pdftotext", scratch / f"{workbook.stem}.pdf", "-"], check=True, capture_output=True)
    return told.stdout.decode().removesuffix("\f").split("\f")


def keep(page: Path, name: str) -> None:
    """Keep a page as a picture of the documentation."""
    PICTURES.mkdir(exist_ok=True)
    target = PICTURES / f"{name}.png"
    target.write_bytes(page.read_bytes())
    print(f"{target.relative_to(ROOT)}: {target.stat().st_size // 1024} kB")


def main() -> None:
    """Render the consolidated workbook of the samples, templates empty and filled in, and feedback on one of them."""
    definition = load()
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        workbook = ROOT / "samples" / "sammanstallning.xlsx"
        consolidated = pages(workbook, scratch)
        keep(consolidated[0], "oversikt")
        texts = text_of_pages(workbook, scratch)
        for title, name in (("Täckning", "tackning"), ("Tidslinje", "tidslinje")):
            keep(next(page for page, text in zip(consolidated, texts, strict=True) if text.startswith(title)), name)
        template = scratch / "mall.xlsx"
        template.write_bytes(template_bytes(definition, definition.unit("bromma")))
        empty = pages(template, scratch)
        keep(empty[0], "instruktion")
        keep(empty[1], "mall")
        filled = pages(
            ROOT / "samples" / "returned" / "Kopia av Handlingsplan Farsta SDF slutversion (2).xlsx", scratch
        )
        keep(filled[1], "mall-ifylld")
        keep(filled[-1], "sjalvkontroll")
        returned = [ROOT / "samples" / "returned" / "Norrmalms SDF handlingsplan 200915.xlsx"]
        write_feedback(merge(returned, definition, registry.load()), returned, scratch)
        keep(pages(scratch / "Norrmalm återkoppling.xlsx", scratch)[-1], "aterkoppling")


main()
