"""Tables of working days: shipped ones, and what an administrator puts in."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from tests.factories import make_user
from tests.web.calendar.year import JANUARY, plan

from chahe.deadlines import days_after
from chahe.web.accounts.roles import Role
from chahe.web.calendar.actions.planning import replan
from chahe.web.calendar.actions.working_days import add_working_days
from chahe.web.calendar.models import PlanItem, SiteWorkingDays
from chahe.web.calendar.working import working_days
from chahe.workflow import Refused

pytestmark = pytest.mark.django_db


def table(year=2026, off=()):
    """Write a whole year as the official csv: weekends off, and some days more."""
    lines, day = ["西元日期,星期,是否放假,備註"], date(year, 1, 1)
    while day.year == year:
        rest = 2 if day.weekday() >= 5 or day in off else 0
        lines.append(f"{day:%Y%m%d},{'一二三四五六日'[day.weekday()]},{rest},")
        day = days_after(day, 1)
    return "\n".join(lines).encode()


@pytest.fixture
def administrator():
    return make_user(Role.ADMINISTRATOR, enrolled=True)


def test_a_table_put_in_counts_before_the_shipped_one(administrator):
    add_working_days(content=table(), source="人事行政總處", by=administrator)
    add_working_days(content=table(off=[JANUARY]), source="修正", by=administrator)

    assert not working_days().is_working(JANUARY)
    assert working_days().is_working(date(2026, 1, 1))


def test_due_days_follow_when_plans_are_brought_up_to_date(story, administrator):
    plan(story)
    add_working_days(
        content=table(off=[date(2026, 1, 30)]), source="人事行政總處", by=administrator
    )

    replan(story.firm, on=JANUARY, because="匯入辦公日曆", today=JANUARY)

    january = PlanItem.objects.get(code="CC-17010", period_start=date(2026, 1, 1))
    assert january.due_on == date(2026, 1, 29)


@pytest.mark.parametrize(
    ("content", "source", "why"),
    [
        (b"nothing", "來源", "CSV"),
        (table()[:4000], "來源", "日"),
        (table(), " ", "來源"),
    ],
)
def test_what_is_no_whole_year_or_has_no_source_is_refused(administrator, content, source, why):
    with pytest.raises(Refused, match=why):
        add_working_days(content=content, source=source, by=administrator)

    assert not SiteWorkingDays.objects.exists()


def test_the_same_again_is_refused(administrator):
    add_working_days(content=table(), source="來源", by=administrator)

    with pytest.raises(Refused, match="不必再匯入"):
        add_working_days(content=table(), source="來源", by=administrator)


def test_it_is_never_changed(administrator):
    add_working_days(content=table(), source="來源", by=administrator)

    with pytest.raises(IntegrityError), transaction.atomic():
        SiteWorkingDays.objects.update(source="別的")


def test_everybody_sees_the_tables_and_administrators_put_them_in(client, story, administrator):
    url = reverse("working_days_add")
    upload = {"file": SimpleUploadedFile("115.csv", table()), "source": "人事行政總處 115 年"}

    client.force_login(story.owner)
    seen = client.get(reverse("working_days")).text
    refused = client.post(url, upload)
    client.force_login(administrator)
    upload["file"].seek(0)
    added = client.post(url, upload, follow=True)

    assert "和平紀念日" in seen
    assert "匯入一年的辦公日曆" not in seen
    assert refused.status_code == 403
    assert "人事行政總處 115 年" in added.text


def test_a_bad_file_says_where(client, administrator):
    client.force_login(administrator)
    broken = table().replace(b"20260105", b"20260106", 1)

    response = client.post(
        reverse("working_days_add"), {"file": SimpleUploadedFile("x.csv", broken), "source": "甲"}
    )

    assert response.status_code == 422
    assert "第 6 行" in response.text
