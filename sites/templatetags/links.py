"""Links for templates."""

from django import template

from sites.links import web_link

register = template.Library()
register.filter(web_link)
