"""Native charts that can be edited, with nothing in them but what is printed."""

from collections.abc import Sequence
from typing import Any

from pptx.chart.data import CategoryChartData, XyChartData
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
    XL_TICK_MARK,
)
from pptx.oxml.ns import qn
from pptx.slide import Slide
from pptx.util import Pt

from reports.slides.deck import describe
from reports.slides.dots import Dot, Series
from reports.slides.look import HAIRLINE, INK, MUTED, Box, rgb
from reports.slides.workbooks import barred, scattered

LEADERSHIP, TEAM = "0b5394", "c8500a"
LABEL = 10
"""Size of letters in a chart (points)."""
CLOSE = 0.48
"""Height of a row (inches) from which a name has room above its dot."""


def dumbbells(
    slide: Slide,
    box: Box,
    leadership: Dot | None,
    teams: Sequence[Dot],
    points: int,
    axis: str,
    words: tuple[str, str],
) -> None:
    """Draw where leadership and teams stand on the whole answer scale.

    Args:
        slide: where.
        box: its place.
        leadership: a diamond, with a line down through all teams.
        teams: dots, the first one at the top, each joined to that line.
        points: of the answer scale.
        axis: what the scale means.
        words: name of the chart, and the text that stands for it.
    """
    top = len(teams) + 1
    ends = [] if leadership is None else [(leadership.value, 0.5)]
    series: list[Series] = []
    if leadership is not None:
        series.append((leadership, LEADERSHIP, [(leadership.value, top), *ends]))
    for height, dot in zip(range(len(teams), 0, -1), teams, strict=True):
        joined = [(value, height) for value, _ in ends]
        series.append((dot, TEAM, [(dot.value, height), *joined]))
    chosen = XyChartData()
    for dot, _, places in series:
        added = chosen.add_series(dot.name)
        for place in places:
            added.add_data_point(*place)
    frame = slide.shapes.add_chart(XL_CHART_TYPE.XY_SCATTER, *box.emu, chosen)
    describe(frame, *words)
    chart = frame.chart
    _quiet(chart)
    _scale(chart, 1, points, axis)
    chart.value_axis.minimum_scale, chart.value_axis.maximum_scale = 0.4, top + 0.7
    close = box.height / (top + 1) < CLOSE
    for drawn, (dot, colour, places) in zip(chart.plots[0].series, series, strict=True):
        _mark(drawn, colour, diamond=dot is leadership)
        side = _side(dot, leadership, points) if close else None
        place = side or XL_LABEL_POSITION.ABOVE
        _caption(drawn.points[0], dot.caption, colour, place)
        for end in range(1, len(places)):
            drawn.points[end].marker.style = XL_MARKER_STYLE.NONE
    _keep(chart, scattered(series, axis))


def _side(dot: Dot, leadership: Dot | None, points: int) -> Any:
    """Choose the side of a dot that has room for its name; None for leadership's."""
    if dot is leadership:
        return None
    right = leadership is not None and dot.value > leadership.value
    if right or dot.value < 1 + 0.35 * (points - 1):
        return XL_LABEL_POSITION.RIGHT
    return XL_LABEL_POSITION.LEFT


def bars(
    slide: Slide,
    box: Box,
    rows: Sequence[Dot],
    most: float,
    axis: str,
    words: tuple[str, str, str],
    *,
    percent: bool,
) -> None:
    """Draw a bar for each row, the first one at the top.

    Args:
        slide: where.
        box: its place.
        rows: name, length and label of each.
        most: the end of the axis.
        axis: what the lengths are.
        words: names of the series and of the chart, and the text that stands for it.
        percent: lengths are shares.
    """
    chosen = CategoryChartData(number_format="0%" if percent else "0")
    chosen.categories = [row.short for row in rows]
    chosen.add_series(words[0], [row.value for row in rows])
    frame = slide.shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, *box.emu, chosen)
    describe(frame, words[1], words[2])
    chart = frame.chart
    _quiet(chart)
    _axis(chart.value_axis, axis)
    chart.value_axis.tick_labels.number_format = "0%" if percent else "0"
    chart.value_axis.tick_labels.number_format_is_linked = False
    chart.value_axis.minimum_scale, chart.value_axis.maximum_scale = 0, most
    names = chart.category_axis
    names.reverse_order = True
    names.major_tick_mark = XL_TICK_MARK.NONE
    names.format.line.fill.background()
    # Where names run down, the other axis stands at its far end, which is the bottom.
    chart.value_axis._element.find(qn("c:crosses")).set("val", "max")
    drawn = chart.plots[0].series[0]
    drawn.format.fill.solid()
    drawn.format.fill.fore_color.rgb = rgb(MUTED)
    chart.plots[0].gap_width = 60
    for place, row in enumerate(rows):
        _caption(drawn.points[place], row.label, INK, XL_LABEL_POSITION.OUTSIDE_END)
    _keep(chart, barred(rows, words[0], axis, percent=percent))


def _quiet(chart: Any) -> None:
    chart.has_legend = False
    chart.has_title = False
    chart.font.size = Pt(LABEL)
    chart.font.color.rgb = rgb(MUTED)


def _scale(chart: Any, first: int, last: int, title: str) -> None:
    across, up = chart.category_axis, chart.value_axis
    _axis(across, title)
    across.minimum_scale, across.maximum_scale = first, last
    across.major_unit = 1
    up.has_major_gridlines = False
    up.tick_label_position = XL_TICK_LABEL_POSITION.NONE
    up.major_tick_mark = XL_TICK_MARK.NONE
    up.format.line.fill.background()


def _axis(axis: Any, title: str) -> None:
    axis.has_major_gridlines = True
    axis.major_gridlines.format.line.color.rgb = rgb(HAIRLINE)
    axis.major_gridlines.format.line.width = Pt(0.75)
    axis.major_tick_mark = axis.minor_tick_mark = XL_TICK_MARK.NONE
    axis.format.line.color.rgb = rgb(HAIRLINE)
    axis.has_title = True
    frame = axis.axis_title.text_frame
    frame.text = title
    font = frame.paragraphs[0].runs[0].font
    font.size, font.bold = Pt(LABEL), False
    font.color.rgb = rgb(MUTED)


def _mark(series: Any, colour: str, *, diamond: bool) -> None:
    marker = series.marker
    marker.style = XL_MARKER_STYLE.DIAMOND if diamond else XL_MARKER_STYLE.CIRCLE
    marker.size = 11 if diamond else 9
    marker.format.fill.solid()
    marker.format.fill.fore_color.rgb = rgb(colour)
    marker.format.line.fill.background()
    line = series.format.line
    line.color.rgb, line.width = rgb(colour), Pt(1)


def _caption(point: Any, text: str, colour: str, place: Any) -> None:
    label = point.data_label
    label.text_frame.text = text
    font = label.text_frame.paragraphs[0].runs[0].font
    font.size, font.bold = Pt(LABEL), True
    font.color.rgb = rgb(colour)
    label.position = place


def _keep(chart: Any, workbook: bytes) -> None:
    """Put our workbook behind a chart: the library's takes names for formulas."""
    chart.part.chart_workbook.update_from_xlsx_blob(workbook)
