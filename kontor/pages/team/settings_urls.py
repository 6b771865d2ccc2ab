"""Addresses of what administrators set, below /team/settings/."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
