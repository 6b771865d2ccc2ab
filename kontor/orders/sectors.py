"""The activities (sectors) a member can choose, in German and English (R26, R61, R63)."""

from dataclasses import dataclass
from enum import StrEnum

from kontor.foundation.written import Language
from kontor.orders.draft import Treatment


class Mark(StrEnum):
    """What the review must know about a sector."""

    FINE = "fine"
    LICENCE = "licence"
    NOT_PROCESSABLE = "not_processable"


@dataclass(frozen=True)
class Sector:
    """An activity; its names are data, not messages. `treatment`: what is usual in Germany."""

    key: str
    german: str
    english: str
    mark: Mark = Mark.FINE
    treatment: Treatment = Treatment.STANDARD

    def name(self, language: Language) -> str:
        """The name in the reader's language."""
        return self.german if language == "de" else self.english


_FINE = """
graphic-design | Grafikdesign | Graphic design
illustration | Illustration | Illustration
animation | Animation und Motion Design | Animation and motion design
web-design | Webdesign | Web design
user-experience | UX- und Interface-Design | UX and interface design
product-design | Produktdesign | Product design
fashion-design | Modedesign | Fashion design
interior-design | Innenraumgestaltung | Interior design
exhibition-design | Ausstellungsgestaltung | Exhibition design
photography | Fotografie | Photography
film-production | Film- und Videoproduktion | Film and video production
video-editing | Videoschnitt | Video editing
sound-design | Sounddesign und Tontechnik | Sound design and engineering
music-performance | Musik: Auftritt | Music: performance
music-composition | Musik: Komposition | Music: composition
acting | Schauspiel | Acting
dance | Tanz und Choreografie | Dance and choreography
directing | Regie | Directing
dramaturgy | Dramaturgie | Dramaturgy
stage-design | Bühnen- und Kostümbild | Stage and costume design
event-technology | Veranstaltungstechnik | Event technology
circus-and-street-arts | Zirkus und Straßenkunst | Circus and street arts
puppetry | Figurentheater | Puppetry
speaking | Sprechen und Moderation | Voice work and presenting
visual-arts | Bildende Kunst | Visual arts
curating | Kuratieren | Curating
journalism | Journalismus | Journalism
copywriting | Text und Werbetext | Copywriting
editing | Lektorat und Korrektorat | Editing and proofreading
literary-writing | Literarisches Schreiben | Literary writing
translation | Übersetzen | Translation
interpreting | Dolmetschen | Interpreting
software-development | Softwareentwicklung | Software development
it-administration | IT-Betreuung | IT administration
data-analysis | Datenanalyse | Data analysis
game-design | Spieleentwicklung | Game design
marketing | Marketing | Marketing
social-media | Social Media | Social media
public-relations | Presse- und Öffentlichkeitsarbeit | Public relations
consulting | Beratung | Consulting
business-consulting | Unternehmensberatung | Business consulting
project-management | Projektmanagement | Project management
event-management | Veranstaltungsorganisation | Event management
cultural-management | Kulturmanagement | Cultural management
fundraising | Fundraising und Förderanträge | Fundraising and grant writing
market-research | Markt- und Sozialforschung | Market and social research
scientific-research | Wissenschaftliche Arbeit | Scientific research
teaching | Unterricht und Kurse | Teaching and courses
training | Seminare und Training | Seminars and training
coaching | Coaching | Coaching
supervision | Supervision und Mediation | Supervision and mediation
cultural-education | Kulturelle Bildung | Cultural education
sports-instruction | Sport- und Bewegungskurse | Sports instruction
tour-guiding | Stadt- und Museumsführungen | Guided tours
office-support | Büroservice und Assistenz | Office support
architecture-visualisation | Architekturvisualisierung | Architectural visualisation
gardening-consulting | Garten- und Landschaftsplanung | Garden and landscape planning
"""
_LICENCE = """
security | Sicherheitsdienst | Security services
legal-advice | Rechtsberatung | Legal advice
tax-advice | Steuerberatung | Tax advice
architecture | Architektur (Bauvorlage) | Architecture (planning permission)
medical-services | Heilkunde und Pflege | Medical and nursing services
financial-services | Finanz- und Versicherungsvermittlung | Financial and insurance brokerage
passenger-transport | Personenbeförderung | Passenger transport
pyrotechnics | Pyrotechnik | Pyrotechnics
"""
_NOT_PROCESSABLE = """
craft | Handwerk (zulassungspflichtig) | Craft trades
sale-of-goods | Warenverkauf | Sale of goods
construction | Bauarbeiten | Construction work
catering | Gastronomie und Catering | Catering
staff-leasing | Arbeitnehmerüberlassung | Staff leasing
"""


def _sectors(rows: str, mark: Mark) -> dict[str, Sector]:
    split = ([cell.strip() for cell in row.split("|")] for row in rows.strip().splitlines())
    return {key: Sector(key, german, english, mark) for key, german, english in split}


SECTORS: dict[str, Sector] = {
    **_sectors(_FINE, Mark.FINE),
    **_sectors(_LICENCE, Mark.LICENCE),
    **_sectors(_NOT_PROCESSABLE, Mark.NOT_PROCESSABLE),
}
