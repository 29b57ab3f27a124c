"""The preview keeps its size: pages follow the width, and whether they need a scroll bar changes no width."""

import pytest
from PySide6.QtWidgets import QApplication

from feedback_desk.model import DrawnLetter, PagePicture
from ui.jobs import Jobs
from ui.letter.preview import Preview


@pytest.fixture
def preview(qtbot, tmp_path):
    jobs = Jobs(tmp_path / "home")
    made = Preview(jobs)
    qtbot.addWidget(made)
    made.show()
    yield made
    assert jobs.close()


@pytest.mark.parametrize("pages", [1, 2])
def test_a_page_that_only_just_fits_stands_still(preview, pages):
    """With a scroll bar that comes and goes, a page fitted without it, and with it did not: for ever."""
    picture = PagePicture(210, 297, b"\xff" * (210 * 297 * 4))
    preview._show(DrawnLetter((picture,) * pages, ()))
    for height in range(440 * pages, 660 * pages):
        preview.resize(400, height)
        QApplication.processEvents()
        widths = {page.width() for page in preview._pages}
        assert len(widths) == 1
        width = widths.pop()
        assert [page.height() for page in preview._pages] == [round(width * 297 / 210)] * pages
    preview.resize(300, 500)
    QApplication.processEvents()
    assert preview._pages[0].width() == width - 100
