"""Victims, their numbers and who may stand in for them."""

from piccolo.columns import (
    UUID,
    Boolean,
    Date,
    ForeignKey,
    Integer,
    Text,
    Timestamptz,
    Varchar,
)
from piccolo.columns.base import OnDelete
from piccolo.table import Table


class Victim(Table):
    id = UUID(primary_key=True)
    reference = Varchar(length=100, unique=True)
    kind = Varchar(length=30)
    given_names = Varchar(length=200, null=True, default=None)
    infix = Varchar(length=50, null=True, default=None)
    family_name = Varchar(length=200, null=True, default=None)
    contact_person = Varchar(length=200, null=True, default=None)
    birth_date = Date(null=True, default=None)
    bsn_pseudonym = Varchar(length=64, null=True, default=None, index=True)
    company_number = Varchar(length=8, null=True, default=None)
    email_sealed = Text(null=True, default=None)
    email_index = Varchar(length=64, null=True, default=None, index=True)
    address_sealed = Text(null=True, default=None)
    domicile_sealed = Text(null=True, default=None)
    may_post = Boolean(null=True, default=None)
    domicile_may_post = Boolean(null=True, default=None)
    country = Varchar(length=2, default="NL")
    language = Varchar(length=35, default="nl")
    needs_interpreter = Boolean(default=False)
    communication = Varchar(length=20, default="call")
    is_vulnerable = Boolean(default=False)
    plain_language = Boolean(default=False)
    is_deceased = Boolean(default=False)
    relation = Varchar(length=20, null=True, default=None)
    same_address = Boolean(null=True, default=None)
    calling = Boolean(null=True, default=None)
    calling_at = Timestamptz(null=True, default=None)
    voicemail = Boolean(null=True, default=None)
    voicemail_at = Timestamptz(null=True, default=None)
    sms = Boolean(null=True, default=None)
    sms_at = Timestamptz(null=True, default=None)
    email = Boolean(null=True, default=None)
    email_at = Timestamptz(null=True, default=None)
    post = Boolean(null=True, default=None)
    post_at = Timestamptz(null=True, default=None)
    day_parts = Varchar(length=40, default="")
    call_days = Varchar(length=20, default="")
    time_zone = Varchar(length=40, default="")
    call_name_sealed = Text(null=True, default=None)
    contact_confirmed_at = Timestamptz(null=True, default=None)
    contact_changed_at = Timestamptz(null=True, default=None)
    wishes = Text(default="{}")
    facts_at = Text(default="{}")
    own_words_at = Text(default="{}")
    merged_into = UUID(null=True, default=None)
    code_word_sealed = Text(null=True, default=None)
    created_at = Timestamptz()


class Representative(Table):
    """Whoever stands in for her, as the chain last told it.

    `name_key` and `email_index` say who it is, also in a list that is sent anew.
    """

    id = UUID(primary_key=True)
    victim = ForeignKey(Victim, null=False, on_delete=OnDelete.restrict, index=True)
    position = Integer()
    name = Varchar(length=200)
    role = Varchar(length=30)
    may_view = Boolean()
    may_act = Boolean()
    has_conflict = Boolean()
    valid_until = Date(null=True, default=None)
    email_sealed = Text(null=True, default=None)
    email_index = Varchar(length=64, null=True, default=None)
    name_key = Varchar(length=200, default="")
    ended_at = Timestamptz(null=True, default=None)
    kept_at = Timestamptz(null=True, default=None)
    doubted_at = Timestamptz(null=True, default=None)


class Phone(Table):
    """A number of the victim, or of a representative when one is named."""

    id = UUID(primary_key=True)
    victim = ForeignKey(Victim, null=False, on_delete=OnDelete.restrict, index=True)
    representative = ForeignKey(
        Representative, null=True, on_delete=OnDelete.restrict, default=None
    )
    position = Integer()
    number_sealed = Text()
    number_index = Varchar(length=64, null=True, default=None, index=True)
    last_six_index = Varchar(length=64, null=True, default=None, index=True)
    region = Varchar(length=2, default="NL")
    is_readable = Boolean()
    is_own = Boolean(null=True, default=None)
    is_safe = Boolean(null=True, default=None)
    is_wrong = Boolean(default=False)
    is_verified = Boolean(default=True)
    is_from_victim = Boolean(default=False)
    given_at = Timestamptz(null=True, default=None)
    vouched_at = Timestamptz(null=True, default=None)
