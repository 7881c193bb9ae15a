"""What the site's mails say.

Nothing that a stranger has typed stands in a header but the checked address that a mail goes to; what stands
in a body was cleaned by the form (`cleaning`).
"""

from django.conf import settings
from django.utils import timezone
from django.utils.crypto import salted_hmac

from inquiries.models import Correction, Delivery, DeliveryState, Inquiry, InquiryState, Mail, Purpose
from inquiries.outbox.posting import post
from inquiries.rate_limits import Limit, LimitReachedError, take


def notify_owner(inquiry: Inquiry) -> None:
    """Tell the owner that an inquiry has come: where to read it, and the facts to judge its urgency by."""
    facts = [
        ("About", inquiry.get_kind_display()),
        ("From", inquiry.name),
        ("Organisation", inquiry.organisation),
        ("Budget or offer", inquiry.offer),
        ("Length", f"{len(inquiry.message.split())} words"),
    ]
    lines = [
        f"An inquiry has come in under the number {inquiry.reference}.",
        "",
        *(f"{name}: {value}" for name, value in facts if value),
        "",
        "Read and answer it here:",
        f"{settings.CANONICAL_ORIGIN}/admin/inquiries/inquiry/{inquiry.pk}/change/",
        "",
        "Please do not answer this mail: the sender would not get it.",
    ]
    post(
        key=f"notification:inquiry:{inquiry.reference}",
        purpose=Purpose.NOTIFICATION,
        inquiry=inquiry,
        recipients=settings.OWNER_EMAIL,
        subject=f"Inquiry {inquiry.reference}: {inquiry.get_kind_display().lower()}",
        body="\n".join(lines),
    )


def notify_owner_of_correction(correction: Correction) -> None:
    post(
        key=f"notification:correction:{correction.pk}",
        purpose=Purpose.NOTIFICATION,
        correction=correction,
        recipients=settings.OWNER_EMAIL,
        subject=f"Correction {correction.pk} was received",
        body="\n".join(
            [
                f"A reader has reported an error in “{correction.subject}”.",
                "",
                "Read and decide here:",
                f"{settings.CANONICAL_ORIGIN}/admin/inquiries/correction/{correction.pk}/change/",
            ]
        ),
    )


def notify_owner_of_suspected() -> None:
    """Tell the owner, once a day, that messages are held back which may be people's: a flood is not to bring as many
    mails."""
    post(
        key=f"notification:suspected:{timezone.now():%Y-%m-%d}",
        purpose=Purpose.NOTIFICATION,
        recipients=settings.OWNER_EMAIL,
        subject="Messages are held back as suspected",
        body="\n".join(
            [
                "A message has come in that nothing but its circumstances speaks against: many came at once, or the",
                "same text came from several addresses. It is stored, but you get no mail of its own about it, and",
                "about others of this kind. This mail comes once a day while that lasts. Please look through them:",
                "",
                f"{settings.CANONICAL_ORIGIN}/admin/inquiries/inquiry/?state__exact={InquiryState.SUSPECTED}",
                f"{settings.CANONICAL_ORIGIN}/admin/inquiries/correction/?is_suspected__exact=1",
                "",
                "“Not spam” treats a message as if it had just come in.",
            ]
        ),
    )


def tell_owner_of_stranded(delivery: Delivery) -> None:
    """Tell the owner, once a day, that a mail did not arrive, or nobody knows whether it did.

    Not of a mail to the owner, who would not get this one either; and not of an acknowledgement that was refused:
    that is what becomes of a mistyped address, and the daily digest counts it.
    """
    purpose = delivery.mail.purpose
    if purpose in (Purpose.NOTIFICATION, Purpose.DIGEST):
        return
    if purpose == Purpose.ACKNOWLEDGEMENT and delivery.state == DeliveryState.REFUSED:
        return
    post(
        key=f"notification:stranded:{timezone.now():%Y-%m-%d}",
        purpose=Purpose.NOTIFICATION,
        recipients=settings.OWNER_EMAIL,
        subject="A mail did not arrive, or may not have arrived",
        body="\n".join(
            [
                f"{delivery.mail.get_purpose_display()}: {delivery.get_state_display().lower()}.",
                "It is not tried again by itself. This mail comes at most once a day; all mails that need somebody,",
                "with what the mail server said and a way to try again:",
                "",
                f"{settings.CANONICAL_ORIGIN}/admin/inquiries/delivery/?needs=somebody",
            ]
        ),
    )


def tell_reporter(correction: Correction) -> None:
    """Tell the reader who reported an error what was decided, if an address was left."""
    if not correction.email or correction.closed_at is None:
        return
    lines = [
        f"You reported an error in “{correction.subject}”; your report has the number {correction.pk}.",
        "",
        f"It is now: {correction.get_state_display().lower()}.",
        "",
        correction.outcome,
    ]
    if correction.outcome_edition:
        lines += [
            "",
            "The site said:",
            *quoted(correction.before),
            "It says now:",
            *quoted(correction.after),
            "",
            # Its own page, and its name in full, which stays true when the page shows a later one.
            f"The edition that carries the correction: {settings.CANONICAL_ORIGIN}{correction.outcome_url}",
            f"({correction.outcome_edition})",
        ]
    lines += ["", f"The report: {settings.CANONICAL_ORIGIN}{correction.get_absolute_url()}", "", "Thank you."]
    post(
        # A ticket that is opened again and decided anew is told of anew.
        key=f"outcome:correction:{correction.pk}:{correction.closed_at:%Y%m%d%H%M%S}",
        purpose=Purpose.OUTCOME,
        correction=correction,
        recipients=[correction.email],
        subject=f"Your report to BrainMatter (correction {correction.pk}): {correction.get_state_display().lower()}",
        body="\n".join(lines),
    )


def acknowledge(inquiry: Inquiry) -> None:
    """Tell the sender that the inquiry is stored, with a copy if asked for.

    Anybody can type anybody's address into a form: an address gets three of these a day, and no more.
    """
    address = salted_hmac("inquiries.recipient", inquiry.email.casefold(), algorithm="sha256").hexdigest()[:40]
    try:
        take([Limit(key=f"recipient:{address}", burst=3, per_hour=3 / 24)])
    except LimitReachedError:
        return
    lines = [
        "Somebody, probably you, has written to us through the contact form at",
        f"{settings.CANONICAL_ORIGIN}/contact and gave this address for the answer.",
        "",
        f"The message is stored under the number {inquiry.reference}. A person will read it and answer.",
        "If it was not you, there is nothing to do: we use this address for the answer only.",
    ]
    if inquiry.wants_copy:
        lines += ["", "This is the message:", "", *quoted(inquiry.message)]
    post(
        key=f"inquiry:{inquiry.reference}",
        purpose=Purpose.ACKNOWLEDGEMENT,
        inquiry=inquiry,
        recipients=[inquiry.email],
        subject=thread_subject(inquiry),
        body="\n".join(lines),
    )


def reply(*, inquiry: Inquiry, body: str, key: str, author: object) -> Mail:
    """Answer the sender in the thread of the inquiry. ``key`` is the same for the same sending of a form."""
    last = inquiry.mails.filter(purpose__in=[Purpose.ACKNOWLEDGEMENT, Purpose.REPLY]).last()
    return post(
        key=f"reply:{inquiry.reference}:{key}",
        purpose=Purpose.REPLY,
        inquiry=inquiry,
        author=author,
        recipients=[inquiry.email],
        reply_in=last,
        subject=f"Re: {thread_subject(inquiry)}" if last else thread_subject(inquiry),
        body=body,
    )


def thread_subject(inquiry: Inquiry) -> str:
    return f"Your message to BrainMatter ({inquiry.reference})"


def quoted(text: str) -> list[str]:
    return [f"> {line}".rstrip() for line in text.splitlines()]
