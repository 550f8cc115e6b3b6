"""The list, a finding's page for each who looks at it, schemes and reports, as pages."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from tests.factories import make_user
from tests.web.inspections.remedies import (
    become,
    cured_and_closed,
    opened_ago,
    planned,
    sealed_with_finding,
)
from tests.web.inspections.story import Story

from chahe.web.accounts.roles import Role
from chahe.web.demo.clock import clock_at
from chahe.web.inspections.actions import (
    acceptances,
    deductions,
    extensions,
    findings,
    follow_ups,
    papers,
    progress,
)
from chahe.web.inspections.models import DeductionScheme, Finding, FollowUp
from chahe.workflow.deduction import EXAMPLE

pytestmark = pytest.mark.django_db
MOST = 11  # queries of a page, one more in a chain of recurrences
SEALED, DUE = date(2026, 11, 12), date(2026, 12, 31)


@pytest.fixture
def story():
    return Story()


@pytest.fixture
def as_user(client):
    """Return a client signed in as somebody; who is already does not sign in again."""
    now = []

    def sign_in(user):
        if now != [user]:
            client.force_login(user)
            now[:] = [user]
        return client

    return sign_in


@pytest.fixture
def look(as_user, story):
    """Return a page's text as somebody sees it; any other answer than 200 fails."""

    def get(user, name, *args, query=""):
        url = reverse(name, args=[story.firm.code, *args]) + query
        response = as_user(user).get(url)
        assert response.status_code == 200
        return response.text

    return get


@pytest.fixture
def post(as_user, story):
    def send(user, name, *args, said=None, **more):
        url = reverse(name, args=[story.firm.code, *args])
        return as_user(user).post(url, {**(said or {}), **more})

    return send


def found(story, count, section="6"):
    return [story.find(paper) for paper in story.plan(section).papers.all()[:count]]


def accept(story, finding, until):
    acceptances.ask_acceptance(finding=finding, by=story.owner, until=until, reason="有補償措施")
    acceptances.decide_acceptance(finding=finding, by=story.ciso, granted=True, words="同意")


def everything(story, finding, count):
    """Let a finding have been through so many of everything."""
    planned(story, finding, days=10)
    for n in range(count):
        progress.note_progress(finding=finding, by=story.owner, on=story.today, text=f"第{n}步")
        to_due = story.today + timedelta(days=20 + n)
        extensions.ask_extension(
            finding=finding, by=story.officer, to_due=to_due, reason="採購延誤"
        )
        extensions.decide_extension(finding=finding, by=story.ciso, granted=True, words="同意")
        accept(story, finding, story.today + timedelta(days=30 + n))


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_in_a_fixed_number_of_queries(look, story, django_assert_num_queries, count):
    deductions.enter_example(by=story.ciso)
    for finding in found(story, count):
        planned(story, finding)
        accept(story, finding, story.today)
        deductions.deduct(finding=finding, by=story.officer, key="例1")
    look(story.officer, "findings")

    with django_assert_num_queries(10):
        page = look(story.officer, "findings")

    assert page.count("condition的內容") == count
    assert page.count("風險承受至") == count


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("who", ["officer", "ciso", "auditor", "owner"])
def test_a_finding_in_a_fixed_number_of_queries(
    look, story, django_assert_max_num_queries, count, who
):
    deductions.enter_example(by=story.ciso)
    (finding,) = found(story, 1)
    everything(story, finding, count)
    user = getattr(story, who)
    look(user, "finding", finding.pk)

    with django_assert_max_num_queries(MOST):
        page = look(user, "finding", finding.pk)

    assert page.count("採購延誤") == count
    assert page.count("有補償措施") == count


@pytest.mark.parametrize("who", ["officer", "ciso", "auditor", "owner"])
def test_a_cured_finding_in_few_queries(look, story, django_assert_max_num_queries, who):
    (finding,) = found(story, 1)
    story.remedy(finding)
    story.evidence(b"after\n")
    user = getattr(story, who)
    look(user, "finding", finding.pk)

    with django_assert_max_num_queries(MOST):
        look(user, "finding", finding.pk)


@pytest.mark.parametrize("count", [1, 3])
def test_reports_in_a_fixed_number_of_queries(look, story, django_assert_num_queries, count):
    for section in ("11", "4", "6")[:count]:
        finding = sealed_with_finding(story, SEALED, section)
        with clock_at(date(2026, 12, 1)):
            follow_ups.issue_follow_up(
                inspection=finding.paper.inspection,
                by=story.auditor,
                due_on=DUE,
                sent_to="審計委員會",
            )
    pages = []
    for name in ("follow_ups", "follow_ups_issued"):
        look(story.officer, name)
        with django_assert_num_queries(7):
            pages.append(look(story.officer, name))

    assert [page.count("<tr>") for page in pages] == [count + 1, count + 1]


@pytest.mark.parametrize("count", [1, 3])
def test_schemes_in_a_fixed_number_of_queries(look, story, django_assert_num_queries, count):
    for n in range(count):
        deductions.enter_scheme(
            by=story.ciso,
            name=f"第{n}版",
            since=date(2020, 1, 1 + n),
            source="某函",
            entries=EXAMPLE,
            limits_source="FL040455",
        )
    look(story.officer, "deduction_schemes")

    with django_assert_num_queries(9):
        page = look(story.officer, "deduction_schemes")

    assert page.count("?scheme=") == count


def test_empty_lists_say_what_to_do_next(look, story):
    assert "從底稿開立缺失" in look(story.officer, "findings")
    assert "查核封存而且有缺失時" in look(story.officer, "follow_ups")
    assert "先看哪些查核到期應提出" in look(story.officer, "follow_ups_issued")
    assert "依收到的文件填入" in look(story.officer, "deduction_schemes")


def numbers(page, findings):
    return [finding.number for finding in findings if f">{finding.number}<" in page]


def test_the_list_is_filtered_by_age(look, story):
    findings = found(story, 4, "7.1")
    for finding, days in zip(findings, (30, 31, 90, 91), strict=True):
        opened_ago(finding, days)

    shown = {
        key: numbers(look(story.officer, "findings", query=f"?age={key}"), findings)
        for key in ("within-30", "31-60", "61-90", "over-90")
    }

    assert list(shown.values()) == [[finding.number] for finding in findings]


def test_the_list_is_filtered_by_what_is_late_and_what_is_accepted(look, story):
    late, accepted, lapsed, fine = findings = found(story, 4, "7.1")
    for finding in findings[:3]:
        planned(story, finding, days=1)
    planned(story, fine, days=60)
    accept(story, accepted, story.today + timedelta(days=30))
    accept(story, lapsed, story.today + timedelta(days=2))
    extensions.ask_extension(
        finding=fine, by=story.owner, to_due=story.today + timedelta(days=90), reason="缺貨"
    )

    with clock_at(story.today + timedelta(days=5)):
        shown = {
            now: numbers(look(story.officer, "findings", query=f"?now={now}"), findings)
            for now in ("overdue", "accepted", "lapsed", "waiting")
        }
        page = look(story.officer, "findings", query="?now=lapsed")

    assert shown == {
        "overdue": [late.number, lapsed.number],
        "accepted": [accepted.number],
        "lapsed": [lapsed.number],
        "waiting": [fine.number],
    }
    assert "已屆滿" in page and "逾期" in page


def test_the_ages_are_a_chart_a_table_and_a_file(look, story, client):
    _, older = found(story, 2)
    opened_ago(older, 45)

    page = look(story.officer, "findings")
    rows = b"".join(client.get("/firms/8888/findings/ageing.csv").streaming_content).decode()

    assert "未結案缺失，依開立至今的天數" in page
    assert '<th scope="row">31 至 60 天</th><td>1</td>' in page
    assert "30 天以內,1\r\n31 至 60 天,1\r\n" in rows


def test_the_list_is_exported_with_what_the_table_has_no_room_for(look, story, client):
    deductions.enter_example(by=story.ciso)
    (finding,) = found(story, 1)
    planned(story, finding)
    deductions.deduct(finding=finding, by=story.officer, key="例1")
    client.force_login(story.officer)

    response = client.get("/firms/8888/findings/?export=csv")

    lines = b"".join(response.streaming_content).decode().splitlines()
    assert "帳齡,負責人,改善期限,逾期天數,風險承受至,再犯,扣分,狀態" in lines[0]
    assert "僅為範例" in lines[1] and finding.number in lines[1]


def test_an_examples_points_are_marked_wherever_they_are_shown(look, story):
    deductions.enter_example(by=story.ciso)
    (finding,) = found(story, 1)
    deductions.deduct(finding=finding, by=story.officer, key="例1")

    for args in (("findings",), ("finding", finding.pk), ("deduction_schemes",)):
        assert "僅為範例" in look(story.officer, *args), args
    assert "目前只有範例標準" in look(story.officer, "findings")


def test_the_limit_that_was_reached_is_said_in_the_schemes_own_figure(look, story):
    (finding,) = found(story, 1)
    deductions.enter_scheme(
        by=story.ciso,
        name="扣分標準",
        since=date(2020, 1, 1),
        source="某函",
        entries=[EXAMPLE[3]],
        limits_source="另一函",
        single_limit=EXAMPLE[3].points,
    )
    deductions.deduct(finding=finding, by=story.officer, key="例4")

    page = look(story.officer, "findings")

    assert "單次扣分達 8 分" in page and "門檻來源：另一函" in page


@pytest.mark.parametrize(
    ("who", "state", "words"),
    [
        ("owner", "open", "請訂定改善計畫"),
        ("auditor", "open", "等單位訂定改善計畫"),
        ("owner", "planned", "改善後請回報改善完成"),
        ("ciso", "planned", "等單位改善並回報"),
        ("auditor", "cured", "請複查"),
        ("owner", "cured", "請附上改善之後重新取得的佐證"),
        ("ciso", "closed", "再發生時另開新缺失"),
    ],
)
def test_everybody_is_told_what_is_next(look, story, who, state, words):
    (finding,) = found(story, 1)
    if state == "planned":
        planned(story, finding)
    if state == "cured":
        story.remedy(finding)
    if state == "closed":
        cured_and_closed(story, finding, story.today)

    assert words in look(getattr(story, who), "finding", finding.pk)


def test_who_decides_is_told_that_something_waits(look, story, post):
    (finding,) = found(story, 1)
    planned(story, finding, days=10)
    day = story.today + timedelta(days=30)
    asked = post(
        story.owner, "finding_extend", finding.pk,
        **{"extension-to_due": f"{day.year - 1911}/{day.month}/{day.day}",
           "extension-reason": "缺貨"},
    )  # fmt: skip
    assert asked.status_code == 302

    assert "核定展延</button>" not in look(story.owner, "finding", finding.pk)
    assert "有申請等待核定" in look(story.ciso, "finding", finding.pk)

    said = {"decide-extension-granted": "yes", "decide-extension-words": "同意"}
    assert post(story.ciso, "finding_extension_decide", finding.pk, **said).status_code == 302
    assert Finding.objects.get(pk=finding.pk).due_on == day


@pytest.mark.parametrize(
    ("name", "who"),
    [
        ("finding_plan", "owner"), ("finding_progress", "owner"), ("finding_cure", "owner"),
        ("finding_extend", "owner"), ("finding_accept", "owner"),
        ("finding_extension_decide", "ciso"), ("finding_acceptance_decide", "ciso"),
        ("finding_close", "auditor"), ("finding_reject", "auditor"),
        ("finding_withdraw", "officer"),
    ],
)  # fmt: skip
def test_an_empty_form_comes_back_with_what_is_missing(post, story, name, who):
    (finding,) = found(story, 1)
    before = Finding.objects.values().get(pk=finding.pk)

    response = post(getattr(story, who), name, finding.pk)

    assert response.status_code == 422
    assert 'role="alert"' in response.text
    assert Finding.objects.values().get(pk=finding.pk) == before


def test_the_acceptance_form_says_why_a_day_is_refused(post, story):
    (finding,) = found(story, 1)

    response = post(
        story.owner, "finding_accept", finding.pk,
        **{"acceptance-until": "100/01/01", "acceptance-reason": "有補償措施"},
    )  # fmt: skip

    assert response.status_code == 422 and "還沒到的截止日" in response.text


def test_points_are_given_on_the_page(post, look, story):
    deductions.enter_example(by=story.ciso)
    (finding,) = found(story, 1)

    assert post(story.officer, "finding_deduct", finding.pk, key="例2").status_code == 302
    assert "2 分（例2 中度缺失（範例）" in look(story.officer, "finding", finding.pk)
    assert post(story.owner, "finding_deduct", finding.pk, key="").status_code == 403


def test_a_new_scheme_begins_as_a_copy_and_says_which_line_is_wrong(post, look, story):
    said = {
        "name": "第一版", "since": "109/01/01", "source": "某函", "single_limit": "25",
        "average_limit": "75", "limits_source": "FL040455",
    }  # fmt: skip
    wrong = post(story.ciso, "deduction_scheme_new", said=said, entries="A1｜權限｜2\nA2｜密碼")
    assert wrong.status_code == 422 and "第 2 行要有三欄" in wrong.text

    right = post(story.ciso, "deduction_scheme_new", said=said, entries="A1｜權限｜2")
    assert right.status_code == 302

    page = look(story.ciso, "deduction_scheme_new")
    assert "A1｜權限｜2.0" in page and "第一版" in page


def test_the_example_is_entered_with_one_button_and_not_offered_again(post, look, story):
    assert "填入範例" in look(story.ciso, "deduction_schemes")
    assert "填入範例" not in look(story.officer, "deduction_schemes")

    post(story.ciso, "deduction_example")

    assert DeductionScheme.objects.get().is_example
    assert "填入範例</button>" not in look(story.ciso, "deduction_schemes")


def test_a_report_is_issued_on_its_page(post, look, story):
    finding = sealed_with_finding(story, SEALED)
    inspection = finding.paper.inspection
    with clock_at(date(2027, 1, 5)):
        assert "逾期 5 天" in look(story.auditor, "follow_ups")
        assert "應於" in look(story.auditor, "follow_up_issue", inspection.pk)

        said = {"due_on": "2026-12-31", "sent_to": "審計委員會"}
        assert post(story.auditor, "follow_up_issue", inspection.pk, **said).status_code == 302
        page = look(story.auditor, "follow_ups_issued")

    assert FollowUp.objects.count() == 1
    assert "逾期提出" in page and "審計委員會" in page


def test_a_recurrence_is_proposed_and_shown(look, post, story):
    with clock_at(date(2026, 1, 10)):
        first = story.find(story.plan("7.1", on=date(2026, 1, 10)).papers.get(path="7.1.b.c"))
    on = date(2026, 2, 10)
    with clock_at(on):
        paper = story.plan("7.1", on=on).papers.get(path="7.1.b.c")
        papers.write_paper(
            paper=paper, by=story.officer, values={"verdict": "nonconforming", "conclusion": "不符"}
        )
        page = look(story.officer, "finding_new", paper.pk)
        assert f'<option value="{first.pk}" selected>' in page
        words = dict.fromkeys(("criteria", "condition", "cause", "effect", "recommendation"), "字")
        post(story.officer, "finding_new", paper.pk, severity="high", recurs=first.pk, **words)
        second = Finding.objects.latest("pk")
        shown = look(story.officer, "finding", second.pk)
        listed = look(story.officer, "findings", query="?recurs=again")

    assert second.recurs == first
    assert f"再犯 {first.number}" in shown
    assert numbers(listed, [first, second]) == [second.number]


def test_before_the_seal_the_inspected_see_nothing_of_a_supervisors_finding(client, story):
    inspection = story.plan("4")
    finding = story.find(inspection.papers.first())
    become(inspection, "routine")
    supervisor = make_user(Role.SUPERVISOR, enrolled=True)

    for user, status in ((story.officer, 404), (story.ciso, 404), (supervisor, 200)):
        client.force_login(user)
        url = reverse("finding", args=["8888", finding.pk])
        assert client.get(url).status_code == status
        assert (finding.number in client.get("/firms/8888/findings/").text) == (status == 200)
    client.force_login(supervisor)
    assert "通知受查單位之後" in client.get(url).text


def test_a_cure_sent_back_still_shows_its_evidence_in_few_queries(
    look, story, django_assert_max_num_queries
):
    (finding,) = found(story, 1)
    deductions.enter_example(by=story.ciso)
    story.remedy(finding)
    evidence = story.evidence(b"after\n")
    findings.add_cure_evidence(finding=finding, evidence=evidence, by=story.owner)
    findings.reject_cure(finding=finding, by=story.auditor, closing="還有一台")
    look(story.officer, "finding", finding.pk)

    with django_assert_max_num_queries(MOST):
        page = look(story.officer, "finding", finding.pk)

    assert f"/firms/8888/evidence/{evidence.pk}/" in page and "還有一台" in page
