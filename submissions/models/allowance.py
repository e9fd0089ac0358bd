from django.db import models


class Allowance(models.Model):
    """How often something may still be done by one address, mailbox or link: a bucket that fills with time, shared by all processes.

    `owner` is a keyed hash: neither an address nor a mailbox can be read from it."""

    name = models.CharField(max_length=40)
    owner = models.CharField(max_length=64)
    spent = models.FloatField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "owner"], name="one_allowance_an_owner")]

    def __str__(self):
        return self.name
