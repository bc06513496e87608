"""A card to show at a desk: "Can you arrange an interpreter?", in ten languages.

The clerk reads the Dutch, she reads her own. Chosen: the languages in which most
people in the Netherlands ask for an interpreter (Arabic, Turkish, Polish, Tigrinya,
Ukrainian, Romanian, Spanish, Persian for Farsi and Dari) and two that many others know
(English, French). See docs/decisions/0019-hearings.md.
"""

from dataclasses import dataclass

FROM_THE_RIGHT = frozenset({"ar", "fa"})


@dataclass(frozen=True, slots=True, kw_only=True)
class InterpreterCard:
    """`language` is BCP 47; `dutch` its name in Dutch; `text` what she reads."""

    language: str
    dutch: str
    own_name: str
    text: str

    @property
    def for_clerk(self) -> str:
        return f"Ik spreek {self.dutch}. Kunt u een tolk regelen?"

    @property
    def direction(self) -> str:
        return "rtl" if self.language in FROM_THE_RIGHT else "ltr"


CARDS = (
    InterpreterCard(
        language="ar",
        dutch="Arabisch",
        own_name="العربية",
        text="لا أتحدث الهولندية. هل يمكنكم توفير مترجم؟",
    ),
    InterpreterCard(
        language="tr",
        dutch="Turks",
        own_name="Türkçe",
        text="Hollandaca bilmiyorum. Bir tercüman ayarlayabilir misiniz?",
    ),
    InterpreterCard(
        language="pl",
        dutch="Pools",
        own_name="Polski",
        text="Nie mówię po niderlandzku. Czy mogą Państwo zapewnić tłumacza?",
    ),
    InterpreterCard(
        language="ti",
        dutch="Tigrinya",
        own_name="ትግርኛ",
        text="ቋንቋ ሆላንድ ኣይዛረብን እየ። ኣስተርጓሚ ከተዳልዉለይ ትኽእሉ ዶ?",
    ),
    InterpreterCard(
        language="uk",
        dutch="Oekraïens",
        own_name="Українська",
        text="Я не розмовляю нідерландською. Чи можете ви надати перекладача?",
    ),
    InterpreterCard(
        language="ro",
        dutch="Roemeens",
        own_name="Română",
        text="Nu vorbesc neerlandeza. Puteți asigura un interpret?",
    ),
    InterpreterCard(
        language="es",
        dutch="Spaans",
        own_name="Español",
        text="No hablo neerlandés. ¿Pueden conseguir un intérprete?",
    ),
    InterpreterCard(
        language="fa",
        dutch="Perzisch (Farsi of Dari)",
        own_name="فارسی / دری",
        text="من هلندی صحبت نمی‌کنم. آیا می‌توانید یک مترجم فراهم کنید؟",
    ),
    InterpreterCard(
        language="en",
        dutch="Engels",
        own_name="English",
        text="I do not speak Dutch. Can you arrange an interpreter?",
    ),
    InterpreterCard(
        language="fr",
        dutch="Frans",
        own_name="Français",
        text="Je ne parle pas néerlandais. Pouvez-vous faire venir un interprète ?",
    ),
)
_SAME_CARD = {"prs": "fa", "per": "fa", "ara": "ar", "tir": "ti", "mo": "ro"}


def cards_for(language: str) -> tuple[InterpreterCard, ...]:
    """Give all cards, that of her own language first."""
    own = language.replace("_", "-").partition("-")[0].lower()
    own = _SAME_CARD.get(own, own)
    return tuple(sorted(CARDS, key=lambda card: card.language != own))
