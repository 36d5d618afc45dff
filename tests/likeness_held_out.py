"""Forty pairs of titles that were written before the word lists and weights were last tuned, and were never tuned on.

Made up for the purpose, in the words of public bodies. Whoever changes a list or a weight looks at `likeness_pairs.py`
alone; these only tell what that is worth on titles that nobody had in view.
"""

from __future__ import annotations

from likeness_pairs import Case

SAME: tuple[tuple[str, str], ...] = (
    ("Cost of placements for looked-after children exceeds the budget", "Overspend on placements for children in care"),
    ("Major flood affects homes in the lower valley", "Homes in the valley are flooded"),
    ("Bin lorry drivers cannot be recruited", "Shortage of drivers for the refuse fleet"),
    ("Audit opinion on the accounts is qualified", "Qualified opinion on the statement of accounts"),
    ("The housing regulator finds serious failings", "Poor judgement from the regulator of social housing"),
    ("Bridge closure after a failed inspection", "Weak bridges have to be closed"),
    ("Crematorium equipment breaks down", "Breakdown of the cremators at the crematorium"),
    ("Loss of the data centre", "Data centre fire or power failure stops systems"),
    ("Delay in the bypass scheme", "Bypass scheme is late and costs more"),
    ("Insufficient foster carers", "Too few foster carers to meet need"),
    ("Legal challenge to the clean air zone", "Judicial review of the clean air zone"),
    ("Trees fall on the public", "Injury from falling trees"),
    ("Modern slavery", "Modern slavery in the supply chain"),
    ("Home to school transport overspends", "Demand for home to school transport outruns the budget"),
    ("Council tax collection rate falls", "Falling collection of council tax"),
    ("Ineffective scrutiny of the trading company", "Trading company makes losses without proper oversight"),
    ("Unsafe play equipment injures a child", "Injury to a child on play equipment"),
    ("Market hall redevelopment stalls", "Market hall scheme is not completed"),
    ("Failure of the ferry service to the island", "Island ferry withdrawn by the operator"),
    ("Dependence on agency lawyers", "Legal team depends on agency staff"),
)
"""The same risk, reworded."""

OTHER: tuple[tuple[str, str], ...] = (
    ("Breach of the public sector equality duty", "Breach of the biodiversity duty"),
    ("Loss of income from car parks", "Loss of income from the crematorium"),
    ("Poor inspection result for adult social care", "Poor inspection result for the youth offending team"),
    ("Shortage of educational psychologists", "Shortage of building control surveyors"),
    ("Unfunded duties under the Renters' Rights Act", "Unfunded duties under the Domestic Abuse Act"),
    ("Failure of the contact centre telephony", "Failure of the boiler at the town hall"),
    ("Fire in a council tower block", "Fire at the recycling centre"),
    ("Rising cost of bed and breakfast", "Rising cost of highway materials"),
    ("Theft of equipment from depots", "Theft of personal data"),
    ("Strike by refuse crews", "Strike by teachers"),
    ("Delay to the town centre regeneration", "Delay to the flood defence scheme"),
    ("Collapse of the bus operator", "Collapse of a quarry face"),
    ("Abuse of a vulnerable adult in a care home", "Abuse of councillors on social media"),
    ("Poor condition of school roofs", "Poor condition of footpaths"),
    ("Contamination of drinking water supplies", "Contamination of recycling collections"),
    ("Failure to agree the pay award", "Failure to agree the joint waste strategy"),
    ("Number of empty homes rises", "Number of apprentices falls"),
    ("Failure of the payroll provider", "Failure of the meals provider"),
    ("Adult education service runs at a loss", "Theatre runs at a loss"),
    ("Registrar's records are damaged", "Museum collections are damaged"),
)
"""Another risk, in words that it shares."""

HELD_OUT: tuple[Case, ...] = (
    *(({1: was}, {1: now}) for was, now in SAME),
    *(({1: was}, {2: now}) for was, now in OTHER),
)
"""One risk on a side each."""
