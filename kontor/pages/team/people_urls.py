"""Addresses of the people who may sign in, below /team/people/."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
