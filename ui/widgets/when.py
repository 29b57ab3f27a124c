"""Dates and times in words, in the system's locale and the machine's own time zone."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import QDate, QLocale, QTime


def day_text(day: date, today: date) -> str:
    """`Today`, `Tomorrow`, `Yesterday`, else the locale's short date, with the weekday when it is within a week."""
    away = (day - today).days
    if away in (-1, 0, 1):
        return ("Yesterday", "Today", "Tomorrow")[away + 1]
    locale, q = QLocale(), QDate(day.year, day.month, day.day)
    if abs(away) < 7:
        return locale.toString(q, "dddd d MMMM")
    return locale.toString(q, "d MMMM yyyy" if day.year != today.year else "d MMMM")


def short_day_text(day: date, today: date) -> str:
    """For the end of a narrow row: `Today`, else day and short month, with the year when it is another one."""
    if abs((day - today).days) <= 1:
        return day_text(day, today)
    pattern = "d MMM" if day.year == today.year else "d MMM yyyy"
    return QLocale().toString(QDate(day.year, day.month, day.day), pattern)


def date_text(day: date) -> str:
    """The whole date, year included."""
    return QLocale().toString(QDate(day.year, day.month, day.day), "d MMMM yyyy")


def moment_text(when: datetime, now: datetime) -> str:
    """Day and time of an aware moment."""
    here = when.astimezone()
    time = QLocale().toString(QTime(here.hour, here.minute), QLocale.FormatType.ShortFormat)
    return f"{day_text(here.date(), now.astimezone().date())}, {time}"


def waiting_days(since: datetime, now: datetime) -> int:
    """Whole calendar days between two moments on this machine's calendar."""
    return (now.astimezone().date() - since.astimezone().date()).days


def waiting_text(days: int) -> str:
    """How long somebody has waited."""
    if days <= 0:
        return "since today"
    return "waiting 1 day" if days == 1 else f"waiting {QLocale().toString(days)} days"
