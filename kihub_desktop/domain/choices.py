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


class PriceBasis(StrEnum):
    """Whether amounts of later years are typed as they will be paid or in today's prices."""

    PAID = "paid"
    TODAY = "today"


class Coupling(StrEnum):
    """How closely a line follows the driver that it names."""

    NONE = "none"
    WEAK = "weak"
    MEDIUM = "medium"
    STRONG = "strong"


class CashBasis(StrEnum):
    """What of a process or pain point a line counts."""

    HOURS = "hours"
    STOPS = "stops"
    SCRAP = "scrap"
    CASES = "cases"
    ENERGY = "energy"
    CARBON = "carbon"


class Chamber(StrEnum):
    IHK_CHEMNITZ = "ihk_chemnitz"
    IHK_DRESDEN = "ihk_dresden"
    IHK_LEIPZIG = "ihk_leipzig"
    IHK_ERFURT = "ihk_erfurt"
    IHK_GERA = "ihk_gera"
    IHK_SUHL = "ihk_suhl"
    HWK_CHEMNITZ = "hwk_chemnitz"
    HWK_DRESDEN = "hwk_dresden"
    HWK_LEIPZIG = "hwk_leipzig"
    HWK_ERFURT = "hwk_erfurt"
    HWK_GERA = "hwk_gera"
    HWK_SUHL = "hwk_suhl"
    OTHER = "other"
    NONE = "none"


class Production(StrEnum):
    SINGLE = "single"
    SERIES = "series"
    MASS = "mass"
    PROCESS = "process"
    SERVICE = "service"


class StartupStage(StrEnum):
    IDEA = "idea"
    PROTOTYPE = "prototype"
    MARKET_ENTRY = "market_entry"
    GROWTH = "growth"


class TargetGroup(StrEnum):
    """Who somebody is when training is planned."""

    MANAGEMENT = "management"
    MIDDLE_MANAGEMENT = "middle_management"
    SPECIALIST = "specialist"
    SHOP_FLOOR = "shop_floor"
    IT = "it"
    WORKS_COUNCIL = "works_council"
    APPRENTICE = "apprentice"


class Consent(StrEnum):
    """What may leave the laptop about a person."""

    FULL = "full"
    PSEUDONYMOUS = "pseudonymous"
    STATISTICS = "statistics"
    NONE = "none"


class Automation(StrEnum):
    MANUAL = "manual"
    PARTLY = "partly"
    MOSTLY = "mostly"
    FULLY = "fully"


class Interface(StrEnum):
    """How data leave a system."""

    API = "api"
    OPC_UA = "opc_ua"
    MQTT = "mqtt"
    SQL = "sql"
    FILE = "file"
    FIELDBUS = "fieldbus"
    PAPER = "paper"
    NONE = "none"
    OTHER = "other"


class SystemKind(StrEnum):
    ERP = "erp"
    MES = "mes"
    CAQ = "caq"
    PLM = "plm"
    WMS = "wms"
    CRM = "crm"
    DMS = "dms"
    BI = "bi"
    OFFICE = "office"
    SCADA = "scada"
    HISTORIAN = "historian"
    PLC = "plc"
    ROBOT = "robot"
    CAMERA = "camera"
    EDGE = "edge"
    SERVER = "server"
    CLOUD = "cloud"
    NETWORK = "network"
    OTHER = "other"


class Hosting(StrEnum):
    LOCAL = "local"
    CLOUD = "cloud"
    HYBRID = "hybrid"


class Connectivity(StrEnum):
    """How a machine can be reached."""

    NONE = "none"
    SIGNALS = "signals"
    FIELDBUS = "fieldbus"
    OPC_UA = "opc_ua"
    MQTT = "mqtt"
    MTCONNECT = "mtconnect"
    PROPRIETARY = "proprietary"


class PainTheme(StrEnum):
    SCRAP = "scrap"
    DOWNTIME = "downtime"
    SETUP = "setup"
    INSPECTION = "inspection"
    QUOTING = "quoting"
    SCHEDULING = "scheduling"
    STOCK = "stock"
    ENERGY = "energy"
    KNOWLEDGE = "knowledge"
    DOCUMENTS = "documents"
    COMPLAINTS = "complaints"
    MASTER_DATA = "master_data"
    SUPPLIERS = "suppliers"
    ENQUIRIES = "enquiries"
    REPORTING = "reporting"
    OTHER = "other"


class Barrier(StrEnum):
    """The thirteen obstacles that companies name (Bitkom 2025)."""

    LEGAL_UNCERTAINTY = "legal_uncertainty"
    KNOW_HOW = "know_how"
    STAFF = "staff"
    DATA_PROTECTION = "data_protection"
    DATA_ABUSE = "data_abuse"
    TRACEABILITY = "traceability"
    RESULT_QUALITY = "result_quality"
    MONEY = "money"
    FUTURE_LAW = "future_law"
    ACCEPTANCE = "acceptance"
    NO_DATA = "no_data"
    NO_USE_CASE = "no_use_case"
    ETHICS = "ethics"


class ObservationKind(StrEnum):
    OBSERVATION = "observation"
    QUOTE = "quote"
    IDEA = "idea"
    RISK = "risk"
    PARKED = "parked"


class PictureKind(StrEnum):
    PHOTO = "photo"
    SKETCH = "sketch"


class VisitKind(StrEnum):
    FIRST_TALK = "first_talk"
    INTERVIEW = "interview"
    WORKSHOP = "workshop"
    FOLLOW_UP = "follow_up"
    HANDOVER = "handover"


class EarlierSize(StrEnum):
    """The status that an enterprise had in the year before."""

    MICRO = "micro"
    SMALL = "small"
    MEDIUM = "medium"
    LARGE = "large"


class Relation(StrEnum):
    """How another enterprise counts for the size of this one (2003/361/EC, Art. 3)."""

    PARTNER = "partner"
    LINKED = "linked"


class WeightingWay(StrEnum):
    """How a group comes to its weights."""

    CATALOGUE = "catalogue"
    POINTS = "points"
    PLACES = "places"
    PAIRS = "pairs"


class RankingOrder(StrEnum):
    SUM = "sum"
    TOPSIS = "topsis"


class RandomIndexTable(StrEnum):
    """The table that a consistency ratio is measured by."""

    SAATY_1980 = "saaty_1980"
    SAATY_2005 = "saaty_2005"
    DONEGAN_DODD_1991 = "donegan_dodd_1991"


class CheckAnswer(StrEnum):
    """The answer to an item of a check; unknown never counts as no or yes."""

    YES = "ja"
    NO = "nein"
    UNKNOWN = "unbekannt"
    NOT_RELEVANT = "nr"


class TrainingGroup(StrEnum):
    """Whom a training is for; apprentices and the works council have needs of their own."""

    ALL = "all"
    LEADERSHIP = "leadership"
    SPECIALIST = "specialist"
    IT = "it"
    APPRENTICE = "apprentice"
    WORKS_COUNCIL = "works_council"
