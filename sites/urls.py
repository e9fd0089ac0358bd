from django.urls import path

from . import api, views

urlpatterns = [
    path("sites/", views.site_list, name="site-list"),
    path("sites/map/", views.site_map, name="sites-map"),
    path("sites/map.json", api.map_points, name="map-points"),
    path("sites/outlines.json", api.map_outlines, name="map-outlines"),
    path("sites/<str:code>/", views.site_detail, name="site-detail"),
    path("species/", views.species_list, name="species-list"),
    path("species/<slug:slug>/", views.species_detail, name="species-detail"),
    path("api/collections/sites/items", api.items, name="api-items"),
    path("api/collections/sites/items/<str:code>", api.item, name="api-item"),
    path("api/check", api.check, name="api-check"),
]
