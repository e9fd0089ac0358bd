from django.urls import path

from . import views

urlpatterns = [
    path("sites/", views.site_list, name="site-list"),
    path("sites/map/", views.site_map, name="sites-map"),
    path("sites/map.json", views.map_points, name="map-points"),
    path("sites/<str:code>/", views.site_detail, name="site-detail"),
    path("species/", views.species_list, name="species-list"),
    path("species/<slug:slug>/", views.species_detail, name="species-detail"),
]
