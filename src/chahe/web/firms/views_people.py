"""The 帳號 pages of a firm."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from chahe.deadlines import format_roc

from ..accounts import actions as accounts
from ..accounts.doors import View
from ..accounts.models import User
from ..accounts.roles import Role
from ..accounts.tries import locked_among
from ..htmx import page_or_part
from ..listing import Column, Filter, Listing
from .actions_people import add_person, change_roles, refuse_own
from .doors import firm_door
from .forms_people import PersonForm, RolesForm
from .models import Firm
from .queries_people import people_of

PEOPLE = Listing(
    columns=(
        Column("username", "帳號", order_by="username"),
        Column("name", "姓名", order_by="name"),
        Column("title", "職稱", order_by="title"),
        Column("roles", "角色", value=lambda user: "、".join(_role_names(user))),
        Column("is_active", "啟用", in_table=False),
        Column("state", "狀態", in_csv=False),
        Column("has_factor", "驗證器"),
        Column("last_login", "最後登入", order_by="last_login"),
    ),
    filters=(Filter("active", "狀態", (("True", "啟用"), ("False", "停用")), "is_active"),),
    search=("username", "name", "title"),
    sort="username",
    hint="帳號、姓名或職稱",
)


def _role_names(user: Any) -> list[str]:
    return [
        f"{each.get_role_display()}（至{format_roc(each.until)}）"
        if each.until
        else each.get_role_display()
        for each in user.here
    ]


@firm_door("firms.view_people")
@require_safe
def people(request: HttpRequest, firm: Firm) -> HttpResponse:
    listing = PEOPLE.of(request, people_of(firm))
    if listing.wants_csv:
        return listing.csv(f"{firm.code} 帳號")
    locked = locked_among(user.username for user in listing)
    return page_or_part(
        request,
        "firms/people.html",
        listing.part,
        {
            "firm": firm,
            "listing": listing,
            "locked": locked,
            "may_manage": request.user.has_perm("firms.manage_people", firm),
        },
    )


@sensitive_variables()
@firm_door("firms.manage_people")
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def new_person(request: HttpRequest, firm: Firm) -> HttpResponse:
    form = PersonForm(request.POST or None)
    if form.is_valid():
        user, initial = add_person(firm, by=request.user, **form.cleaned_data)
        return _shown_once(request, firm, user, initial)
    context = {"firm": firm, "form": form, "crumbs": _crumbs(firm)}
    return render(request, "firms/person_new.html", context, status=422 if form.errors else 200)


@firm_door("firms.view_people")
@require_safe
def person(request: HttpRequest, firm: Firm, pk: int) -> HttpResponse:
    return _person_page(request, firm, get_object_or_404(people_of(firm), pk=pk))


@firm_door("firms.manage_people")
@require_POST
def person_roles(request: HttpRequest, firm: Firm, pk: int) -> HttpResponse:
    user = get_object_or_404(people_of(firm), pk=pk)
    form = RolesForm(request.POST)
    if not form.is_valid():
        return _person_page(request, firm, user, form)
    try:
        change_roles(firm, user, by=request.user, **form.cleaned_data)
    except ValidationError as error:
        form.add_error(None, error)
        return _person_page(request, firm, user, form)
    messages.success(request, f"已更新{user}的角色。")
    return redirect("firm_person", code=firm.code, pk=pk)


@sensitive_variables()
@firm_door("firms.manage_people")
@require_POST
@never_cache
def reset_password(request: HttpRequest, firm: Firm, pk: int) -> HttpResponse:
    user = get_object_or_404(people_of(firm), pk=pk)
    try:
        refuse_own(user, request.user)
    except ValidationError as error:
        return _refused(request, firm, user, error)
    initial = accounts.reset_password(user, by=request.user, firm=firm.code)
    return _shown_once(request, firm, user, initial)


def _managing(act: Callable[..., None], said: str) -> View:
    """Make the view of a button: do `act` to a person, or say why not."""

    @firm_door("firms.manage_people")
    @require_POST
    def view(request: HttpRequest, firm: Firm, pk: int) -> HttpResponse:
        user = get_object_or_404(people_of(firm), pk=pk)
        try:
            refuse_own(user, request.user)
            act(user, by=request.user, firm=firm.code)
        except ValidationError as error:
            return _refused(request, firm, user, error)
        messages.success(request, said.format(user=user))
        return redirect("firm_person", code=firm.code, pk=pk)

    return view


disable = _managing(accounts.disable_account, "已停用{user}的帳號，登入中的工作階段已結束。")
enable = _managing(accounts.enable_account, "已重新啟用{user}的帳號。")
unlock = _managing(accounts.unlock_account, "已解除{user}的帳號鎖定。")
remove_authenticator = _managing(
    accounts.remove_authenticator, "已移除{user}的驗證器，下次登入時須重新設定。"
)


def _person_page(
    request: HttpRequest, firm: Firm, user: Any, form: RolesForm | None = None
) -> HttpResponse:
    context = {
        "firm": firm,
        "person": user,
        "roles": _role_names(user),
        "locked": locked_among([user.username]),
        "form": form or RolesForm(initial=_held(user)),
        "may_manage": request.user.has_perm("firms.manage_people", firm)
        and user.pk != request.user.pk,
        "crumbs": _crumbs(firm),
    }
    return render(request, "firms/person.html", context, status=422 if form else 200)


def _held(user: Any) -> dict[str, Any]:
    until = {each.role: each.until for each in user.here}
    return {"roles": list(until), "until": until.get(Role.CPA)}


def _shown_once(request: HttpRequest, firm: Firm, user: User, initial: str) -> HttpResponse:
    context = {"firm": firm, "person": user, "initial": initial, "crumbs": _crumbs(firm)}
    return render(request, "firms/person_password.html", context)


def _refused(request: HttpRequest, firm: Firm, user: User, error: ValidationError) -> HttpResponse:
    for said in error.messages:
        messages.error(request, said)
    return redirect("firm_person", code=firm.code, pk=user.pk)


def _crumbs(firm: Firm) -> list[dict[str, str]]:
    return [{"label": f"{firm} 帳號", "url": reverse("firm_people", args=[firm.code])}]
