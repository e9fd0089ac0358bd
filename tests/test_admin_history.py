"""The past of a site and of a species: who changed what and why, and versions brought back."""

import pytest
from django.urls import reverse
from factories import claim, site, species
from secretariat_pages import page_of, save, with_rights

from sites.models import Boundary, Claim, Evaluation, Site, SiteCountry, Species

pytestmark = pytest.mark.django_db


def test_the_reason_of_an_edit_and_its_author_stand_in_every_history_row(client, floreana, secretariat):
    save(client, floreana, **{"name": "Floreana Island", "claims-0-notes": "Seen on all visits."})

    for history in (Site.history, Claim.history):
        latest = history.latest()
        assert (latest.history_user, latest.history_change_reason) == (secretariat, "Field work of 2026")
    assert Site.objects.get().version == floreana.version + 1


def test_saving_without_a_change_adds_no_history(client, floreana):
    before = (
        [model.history.count() for model in (Site, Claim, Boundary, SiteCountry)],
        Evaluation.objects.count(),
    )

    save(client, floreana)

    assert before == (
        [model.history.count() for model in (Site, Claim, Boundary, SiteCountry)],
        Evaluation.objects.count(),
    )
    assert Site.objects.get().version == floreana.version


def history_of(client, row):
    return client.get(page_of(row, "history")).content.decode()


def bring_back(client, row, record, why="A mistake"):
    address = reverse(
        f"admin:aze_sites_{row._meta.model_name}_bring_back",
        args=[row.pk, record.instance_type._meta.model_name, record.history_id],
    )
    assert client.get(address).status_code == 200
    return client.post(address, {"why": why})


def test_the_history_tells_who_changed_what_and_why(client, floreana):
    save(client, floreana, **{"name": "Floreana Island", "claims-0-last_confirmed": "2001"})

    page = history_of(client, floreana)

    for said in ("Floreana Island", "Field work of 2026", "secretariat", "2001"):
        assert said in page


def test_a_version_is_brought_back_and_evaluated(client, floreana, secretariat):
    save(client, floreana, **{"claims-0-presence": "extinct"})
    assert Site.objects.get().outcome == "does_not_qualify"

    bring_back(client, floreana, Claim.history.earliest())

    assert Site.objects.get().outcome == "qualifies"
    latest = Claim.history.latest()
    assert (latest.history_user, latest.history_change_reason) == (secretariat, "A mistake")


def test_a_removed_claim_and_a_removed_boundary_come_back(client, floreana):
    geojson = floreana.boundary.geojson
    save(client, floreana, **{"claims-0-DELETE": "on", "boundary-0-DELETE": "on"})
    assert not Boundary.objects.exists()

    bring_back(client, floreana, Claim.history.latest())
    bring_back(client, floreana, Boundary.history.latest())

    assert Boundary.objects.get().geojson == geojson and Boundary.objects.get().area_km2 > 1
    assert Site.objects.get().outcome == "needs_review"


def test_a_version_of_a_species_comes_back_and_flips_its_site(client, floreana):
    save(client, species(), category="VU")

    bring_back(client, species(), Species.history.earliest())

    assert Site.objects.get().outcome == "qualifies"


def test_the_status_never_comes_back_by_itself(client, floreana):
    first = Site.history.earliest()
    Site.history.filter(pk=first.pk).update(status="draft", discreteness_source="Never")

    bring_back(client, floreana, first)

    assert (Site.objects.get().status, Site.objects.get().discreteness_source) == ("confirmed", "Field visit")


def test_bringing_back_needs_a_reason_and_the_right_to_change(client, floreana):
    save(client, floreana, name="Floreana Island")
    first = Site.history.earliest()

    assert bring_back(client, floreana, first, why=" ").status_code == 200
    client.force_login(with_rights("view_site"))
    address = reverse("admin:aze_sites_site_bring_back", args=[floreana.pk, "site", first.history_id])
    assert client.post(address, {"why": "x"}).status_code == 403
    assert Site.objects.get().name == "Floreana Island"


def test_a_version_of_another_site_is_not_found(client, floreana):
    other = site("ECU16", claims=["Camarhynchus pauper"], boundary=None)
    record = Site.history.filter(id=other.pk).earliest()

    for model, history_id in [("site", record.history_id), ("user", 1), ("site", 10**15)]:
        address = reverse("admin:aze_sites_site_bring_back", args=[floreana.pk, model, history_id])
        assert client.get(address).status_code == 404


def test_a_version_that_can_no_longer_stand_is_refused(client, floreana):
    removed = claim(floreana, species="Camarhynchus pauper")
    removed.delete()
    claim(floreana, species="Camarhynchus pauper")
    record = Claim.history.filter(history_type="-").latest()

    answer = bring_back(client, floreana, record)

    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert Claim.objects.count() == 2
