"""Places for templates."""

from django import template

from sites.degrees import degrees

register = template.Library()
register.filter(degrees)
