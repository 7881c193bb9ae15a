"""The admin of what is this app's own: the inbox, and the mail that went out. Reports of errors are decided with an
edition and therefore have theirs in editing/."""

from inquiries.admin import inbox, mail

__all__ = ["inbox", "mail"]
