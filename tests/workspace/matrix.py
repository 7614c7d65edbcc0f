"""The routes of the application, and who may open each."""

LOGIN = "/app/login"
ADMINISTRATORS = ("administrator",)
CONSULTANTS = ("consultant", *ADMINISTRATORS)
LEADERS = ("leader", *CONSULTANTS)
ELSEWHERE = ("consultant elsewhere",)
MEMBERS = ("leader elsewhere", *ELSEWHERE, *LEADERS)
WORKING = (*ELSEWHERE, *CONSULTANTS)
RESPONDENTS = None
"""Pages that know no accounts, and have tests of their own."""
EVERYBODY = ("nobody", *MEMBERS)

ROWS = {
    ("static", "GET"): RESPONDENTS,
    ("fonts.font", "GET"): RESPONDENTS,
    ("respond.personal", "GET"): RESPONDENTS,
    ("respond.personal", "POST"): RESPONDENTS,
    ("respond.department", "GET"): RESPONDENTS,
    ("respond.department", "POST"): RESPONDENTS,
    ("respond.thanks", "GET"): RESPONDENTS,
    ("respond.card", "GET"): RESPONDENTS,
    ("respond.card", "POST"): RESPONDENTS,
    ("companies.index", "GET"): MEMBERS,
    ("companies.new", "GET"): WORKING,
    ("companies.new", "POST"): WORKING,
    ("companies.company", "GET"): CONSULTANTS,
    ("brands.client", "GET"): CONSULTANTS,
    ("brands.client", "POST"): CONSULTANTS,
    ("brands.client_logo", "GET"): LEADERS,
    ("brands.remove_client_logo", "POST"): CONSULTANTS,
    ("brands.settings", "GET"): CONSULTANTS,
    ("brands.settings", "POST"): CONSULTANTS,
    ("brands.consultancy", "GET"): ADMINISTRATORS,
    ("brands.consultancy", "POST"): ADMINISTRATORS,
    ("brands.logo", "GET"): MEMBERS,
    ("brands.remove_logo", "POST"): ADMINISTRATORS,
    ("engagement.log", "GET"): CONSULTANTS,
    ("engagement.everything", "GET"): ADMINISTRATORS,
    ("engagement.archive", "GET"): CONSULTANTS,
    ("engagement.download", "POST"): CONSULTANTS,
    ("engagement.bring", "GET"): WORKING,
    ("engagement.bring", "POST"): WORKING,
    ("engagement.delete", "GET"): CONSULTANTS,
    ("engagement.delete", "POST"): CONSULTANTS,
    ("engagement.deleted", "GET"): WORKING,
    ("setup.new", "GET"): CONSULTANTS,
    ("setup.new", "POST"): CONSULTANTS,
    ("setup.copy", "GET"): CONSULTANTS,
    ("setup.copy", "POST"): CONSULTANTS,
    ("setup.show", "GET"): CONSULTANTS,
    ("setup.launch", "POST"): CONSULTANTS,
    ("setup.delete", "GET"): CONSULTANTS,
    ("setup.delete", "POST"): CONSULTANTS,
    ("setup.questionnaire", "GET"): CONSULTANTS,
    ("setup.questionnaire", "POST"): CONSULTANTS,
    ("setup.period", "GET"): CONSULTANTS,
    ("setup.period", "POST"): CONSULTANTS,
    ("setup.participants", "GET"): CONSULTANTS,
    ("setup.participants", "POST"): CONSULTANTS,
    ("setup.example", "GET"): CONSULTANTS,
    ("setup.groups", "GET"): CONSULTANTS,
    ("setup.groups", "POST"): CONSULTANTS,
    ("setup.questions", "GET"): CONSULTANTS,
    ("setup.question_new", "GET"): CONSULTANTS,
    ("setup.question_new", "POST"): CONSULTANTS,
    ("setup.question", "GET"): CONSULTANTS,
    ("setup.question", "POST"): CONSULTANTS,
    ("setup.question_remove", "POST"): CONSULTANTS,
    ("setup.mails", "GET"): CONSULTANTS,
    ("setup.mail", "GET"): CONSULTANTS,
    ("setup.mail", "POST"): CONSULTANTS,
    ("setup.mail_ours", "POST"): CONSULTANTS,
    ("setup.test_mail", "POST"): CONSULTANTS,
    ("setup.preview", "GET"): CONSULTANTS,
    ("setup.sheet", "GET"): CONSULTANTS,
    ("setup.sheet", "POST"): CONSULTANTS,
    ("waves.show", "GET"): CONSULTANTS,
    ("waves.participation_page", "GET"): CONSULTANTS,
    ("waves.remind", "POST"): CONSULTANTS,
    ("waves.additions", "GET"): CONSULTANTS,
    ("waves.additions", "POST"): CONSULTANTS,
    ("waves.addresses", "GET"): CONSULTANTS,
    ("waves.addresses", "POST"): CONSULTANTS,
    ("waves.cards", "GET"): CONSULTANTS,
    ("waves.cards_pdf", "POST"): CONSULTANTS,
    ("waves.cards_confirm", "POST"): CONSULTANTS,
    ("waves.extend", "GET"): CONSULTANTS,
    ("waves.extend", "POST"): CONSULTANTS,
    ("waves.close", "GET"): CONSULTANTS,
    ("waves.close", "POST"): CONSULTANTS,
    ("waves.sealing_page", "GET"): CONSULTANTS,
}

_SETUP = {
    "setup.example": {"mode": "invited"},
    "setup.question": {"number": 1},
    "setup.question_remove": {"number": 1},
    "setup.mail": {"kind": "invitation"},
    "setup.mail_ours": {"kind": "invitation"},
    "setup.sheet": {"department": "leadership"},
}
_STATES = {
    "setup": "draft",
    "waves": "open",
    "results": "sealed",
    "documents": "sealed",
}


def values_of(endpoint, _office, ids):
    """Give what the address of a route needs, of the company Acme."""
    room = endpoint.partition(".")[0]
    found = {"slug": "acme", "identity": ids[_STATES.get(room, "sealed")]}
    return {**found, **_SETUP.get(endpoint, {})}
