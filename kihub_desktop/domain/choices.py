"""The closed lists a consultant chooses from; their words are German gettext messages."""

from __future__ import annotations

from enum import StrEnum


class LegalForm(StrEnum):
    SOLE = "sole"
    EK = "ek"
    GBR = "gbr"
    OHG = "ohg"
    KG = "kg"
    GMBH_CO_KG = "gmbh_co_kg"
    UG = "ug"
    GMBH = "gmbh"
    GGMBH = "ggmbh"
    AG = "ag"
    SE = "se"
    KGAA = "kgaa"
    EG = "eg"
    PARTG = "partg"
    EV = "ev"
    FOUNDATION = "foundation"
    PUBLIC = "public"
    FREELANCE = "freelance"
    FOREIGN = "foreign"


class Sector(StrEnum):
    MACHINERY = "machinery"
    AUTOMOTIVE = "automotive"
    LOGISTICS = "logistics"
    ENERGY = "energy"
    HEALTH = "health"
    OTHER = "other"


class ProcessArea(StrEnum):
    DEVELOPMENT = "development"
    PURCHASING = "purchasing"
    GOODS_IN = "goods_in"
    PRODUCTION = "production"
    ASSEMBLY = "assembly"
    QUALITY = "quality"
    MAINTENANCE = "maintenance"
    PLANNING = "planning"
    LOGISTICS = "logistics"
    SALES = "sales"
    ADMINISTRATION = "administration"
    ENERGY = "energy"


class SourceKind(StrEnum):
    TIME_SERIES = "time_series"
    IMAGE = "image"
    TEXT = "text"
    TABLE = "table"
    AUDIO = "audio"
    CAD = "cad"


class Access(StrEnum):
    YES = "yes"
    PARTLY = "partly"
    NO = "no"


class Stage(StrEnum):
    T0 = "T0"
    T1 = "T1"
    T2 = "T2"
    T3 = "T3"


class Level(StrEnum):
    """An answer: one of six levels, or "not relevant" (which needs a reason)."""

    ZERO = "0"
    ONE = "1"
    TWO = "2"
    THREE = "3"
    FOUR = "4"
    FIVE = "5"
    NOT_RELEVANT = "nr"


class Evidence(StrEnum):
    """How well an answer is supported (method.md 0)."""

    NONE = "0"
    STATEMENT = "1"
    SEEN = "2"
    DOCUMENT = "3"


class Archetype(StrEnum):
    VISUAL_INSPECTION = "VI"
    PREDICTIVE_MAINTENANCE = "PM"
    FORECAST = "FC"
    OPTIMISATION = "OP"
    LANGUAGE_ASSISTANT = "LM"
    PROCESS_PARAMETERS = "PP"
    ENERGY = "EN"
    ANOMALY = "AD"
    OTHER = "SO"


class SourceRole(StrEnum):
    NECESSARY = "necessary"
    USEFUL = "useful"


class DataReadiness(StrEnum):
    """Data readiness levels (Lawrence 2017), hearsay first."""

    C4 = "C4"
    C3 = "C3"
    C2 = "C2"
    C1 = "C1"
    B4 = "B4"
    B3 = "B3"
    B2 = "B2"
    B1 = "B1"
    A4 = "A4"
    A3 = "A3"
    A2 = "A2"
    A1 = "A1"


class Side(StrEnum):
    COST = "cost"
    BENEFIT = "benefit"


class FundingStatus(StrEnum):
    NONE = "none"
    FITTING = "fitting"
    GRANTED = "granted"
