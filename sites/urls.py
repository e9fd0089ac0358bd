from django.urls import path

from . import api, country_views, download_views, map_views, picture_views, screen_views, site_files, views

urlpatterns = [
    path("sites/", views.site_list, name="site-list"),
    path("sites/map/", views.site_map, name="sites-map"),
    path("sites/map.json", api.map_points, name="map-points"),
    path("sites/outlines.json", api.map_outlines, name="map-outlines"),
    path("sites/<str:code>/", views.site_detail, name="site-detail"),
    path("sites/<str:code>/site.csv", site_files.site_csv, name="site-csv"),
    path("sites/<str:code>/place.kml", site_files.site_kml, name="site-kml"),
    path("sites/<str:code>/picture.png", site_files.site_picture, name="site-picture"),
    path("pictures/<str:name>", picture_views.picture, name="picture"),
    path("search/suggest", map_views.suggested, name="search-suggest"),
    path("screen/", screen_views.screened, name="screen"),
    path("screen/sites.csv", screen_views.screened_csv, name="screen-csv"),
    path("species/", views.species_list, name="species-list"),
    path("species/<slug:slug>/", views.species_detail, name="species-detail"),
    path("countries/", country_views.countries, name="country-list"),
    path("countries/<str:code>/", country_views.country, name="country-detail"),
    path("downloads/", download_views.explained, name="downloads"),
    path("downloads/sites.csv", download_views.sites_csv, name="sites-csv"),
    path("downloads/sites.csv-metadata.json", download_views.sites_csv_metadata, name="sites-csv-metadata"),
    path("downloads/sites.geojson", download_views.sites_geojson, name="sites-geojson"),
    path("downloads/species.csv", download_views.species_csv, name="species-csv"),
    path(
        "downloads/species.csv-metadata.json",
        download_views.species_csv_metadata,
        name="species-csv-metadata",
    ),
    path("api/collections/sites/items", api.items, name="api-items"),
    path("api/collections/sites/items/<str:code>", api.item, name="api-item"),
    path("api/check", api.check, name="api-check"),
]
