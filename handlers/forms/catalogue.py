"""All kinds of reports there are. A new kind is one file beside this one, and one line here."""

from handlers.forms import incident, logistics, participation, receiving, status, store_check
from handlers.forms.model import Form

FORMS: dict[str, Form] = {
    form.kind: form
    for form in (
        status.FORM, receiving.FORM, logistics.FORM, incident.FORM, participation.FORM,
        store_check.FORM,
    )
}  # fmt: skip
