"""Admin screens for communities, estates, buildings and posts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.ui.tables import BooleanColumn
from wagtail.admin.views.generic import CreateView, DeleteView, IndexView
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import HeaderButton

from portal.communities.actions import approve_post, end_post
from portal.communities.enums import Role
from portal.communities.forms import CommunityScopedForm, EstateForm, StaffPostForm
from portal.communities.models import Building, Community, Estate, StaffPost
from portal.communities.permissions import can_approve_post, can_see_matrix
from portal.matrix import matrix

ANY_ACTION = ("add", "change", "delete", "view")


class ScopedIndexView(IndexView):
    """A list that ends at the communities of the reader's posts; stock Wagtail lists every record."""

    def get_base_queryset(self) -> QuerySet[Model]:
        """Records on which the permission policy allows the reader anything."""
        records = super().get_base_queryset()
        allowed = self.permission_policy.instances_user_has_any_permission_for(self.request.user, ANY_ACTION)
        return records.filter(pk__in=allowed.values("pk"))


class ScopedObjectMixin:
    """A view of one record that answers 404 where the reader's posts don't reach; stock Wagtail asks about the model only."""

    def get_object(self, *args: Any, **kwargs: Any) -> Model:
        """The record, if the policy allows the view's action (or anything, where it names none) on this very record."""
        record: Model = super().get_object(*args, **kwargs)  # type: ignore[misc]
        named = getattr(self, "permission_required", None)
        actions = [named] if named else getattr(self, "any_permission_required", None) or ANY_ACTION
        if not self.permission_policy.user_has_any_permission_for_instance(self.request.user, actions, record):  # type: ignore[attr-defined]
            raise Http404
        return record


class CommunityModelViewSet(ModelViewSet):
    """Base of every room's record screens: together with a `PostPermissionPolicy` it shows one's own communities only."""

    index_view_class = ScopedIndexView
    copy_view_enabled = False

    def construct_view(self, view_class: type[Any], **kwargs: Any) -> Callable[..., Any]:
        """Scope every view of a single record, a room's own views included."""
        if hasattr(view_class, "get_object") and not issubclass(view_class, ScopedObjectMixin):
            view_class = type(view_class.__name__, (ScopedObjectMixin, view_class), {})
        return super().construct_view(view_class, **kwargs)


class CommunityViewSet(CommunityModelViewSet):
    """Master data of communities; opened and closed by the system administrator, kept up by their managers."""

    model = Community
    icon = "home"
    menu_label = _("Communities")
    list_display = ["name", "key", "phone", "police_station", "is_open"]
    list_filter = ["org_type", "is_open"]
    search_fields = ["name", "key"]
    form_fields = [
        "name", "name_en", "org_type", "households_total", "address", "office_hours", "phone", "duty_phone",
        "police_station", "police_phone", "introduction", "is_open",
    ]  # fmt: skip


class EstateViewSet(CommunityModelViewSet):
    """Estates 小区."""

    model = Estate
    icon = "list-ul"
    menu_label = _("Estates")
    list_display = ["name", "community", "is_gated", "has_ebikes"]
    list_filter = ["is_gated", "has_ebikes"]
    search_fields = ["name"]

    def get_form_class(self, for_update: bool = False) -> type[EstateForm]:
        """The scoped form."""
        return EstateForm


class BuildingForm(CommunityScopedForm):
    """A building of an estate of one's own community."""

    scoped_fields = {"estate": "community"}

    class Meta:
        model = Building
        fields = ["estate", "name", "storeys", "lifts"]


class BuildingViewSet(CommunityModelViewSet):
    """Buildings 楼栋."""

    model = Building
    icon = "site"
    menu_label = _("Buildings")
    list_display = ["name", "estate", "storeys", "lifts"]
    search_fields = ["name"]

    def get_form_class(self, for_update: bool = False) -> type[BuildingForm]:
        """The scoped form."""
        return BuildingForm


class PostIndexView(ScopedIndexView):
    """The posts, with the way to the table of who may do what."""

    @property
    def header_more_buttons(self) -> list[Any]:
        """The table."""
        label = _("Who may do what")
        return [*super().header_more_buttons, HeaderButton(label=label, url=reverse("posts:matrix"), icon_name="table")]


class GrantPostView(CreateView):
    """Grant a post; the form runs the action."""

    def save_instance(self) -> StaffPost:
        """The form's save grants the post and records it."""
        post: StaffPost = self.form.save()
        return post


class EndPostView(DeleteView):
    """End a post: it stays in the records, its groups go."""

    page_title = _("End post")
    confirmation_message = _("The person loses this post and what it allows at once. The post stays on record.")

    def delete_action(self) -> None:
        """End instead of delete."""
        end_post(post=self.object, ended_by=self.request.user)


def approve_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then approve: 404 for whoever may not."""
    post = get_object_or_404(StaffPost.objects.waiting().select_related("user", "community", "granted_by"), pk=pk)
    if not can_approve_post(request.user, post):
        raise Http404
    if request.method == "POST":
        try:
            approve_post(post=post, actor=request.user)
        except ValidationError as error:
            messages.error(request, error.messages[0])
        else:
            messages.success(request, _("Approved. The post counts from now on."))
        return redirect("wagtailadmin_home")
    return render(request, "communities/approve_post.html", {"post": post})


def matrix_view(request: HttpRequest) -> HttpResponse:
    """Who may do what, where; for whoever grants, approves or audits."""
    if not can_see_matrix(request.user):
        raise Http404
    rooms: dict[str, list[Any]] = {}
    for row in matrix():
        rooms.setdefault(row.room, []).append((row.label, [row.marks[role] for role in Role]))
    return render(request, "communities/matrix.html", {"rooms": rooms, "roles": [role.label for role in Role]})


class StaffPostViewSet(CommunityModelViewSet):
    """Posts: granted by one, approved by another, ended; never edited."""

    model = StaffPost
    icon = "user"
    menu_label = _("Staff posts")
    list_display = [
        "user",
        "role",
        "community",
        "valid_from",
        "valid_to",
        BooleanColumn("approved", label=_("approved"), accessor=lambda post: post.approved_at is not None),
    ]
    list_filter = ["role"]
    inspect_view_enabled = True
    inspect_view_fields = [
        "user", "role", "community", "valid_from", "valid_to", "granted_by", "approved_by", "approved_at",
    ]  # fmt: skip
    index_view_class = PostIndexView
    add_view_class = GrantPostView
    delete_view_class = EndPostView

    def get_form_class(self, for_update: bool = False) -> type[StaffPostForm]:
        """The form that runs the action."""
        return StaffPostForm

    def get_urlpatterns(self) -> list[URLPattern]:
        """The viewset's own, the approval, the table of who may do what."""
        return [
            *super().get_urlpatterns(),
            path("approve/<int:pk>/", approve_view, name="approve"),
            path("matrix/", matrix_view, name="matrix"),
        ]


class CommunitiesViewSetGroup(ViewSetGroup):
    """Menu group."""

    menu_label = _("Communities")
    menu_icon = "home"
    menu_order = 700
    items = (
        CommunityViewSet("communities"),
        EstateViewSet("estates"),
        BuildingViewSet("buildings"),
        StaffPostViewSet("posts"),
    )
