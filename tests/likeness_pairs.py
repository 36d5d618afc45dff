"""Labelled titles as public bodies word them: which risks of two small registers are the same, and which only sound so.

Made up for the purpose. Each case holds up to ten risks a side; what stands under the same number is the same risk.
"""

from __future__ import annotations

Case = tuple[dict[int, str], dict[int, str]]
"""The titles of an earlier and of a later register."""

SAME: tuple[tuple[str, str], ...] = (
    ("Flood", "Flooding"),
    ("Cyber attack", "Cyber-attack on council systems"),
    ("Cyber security", "Cyber security breach"),
    ("Pandemic", "Pandemic influenza"),
    ("Safeguarding children", "Failure to safeguard children"),
    ("Failure to recruit social workers", "Social workers cannot be recruited"),
    ("Loss of key staff", "Key staff are lost to neighbouring councils"),
    ("Budget overspend", "Overspending against the budget"),
    ("Data breach", "Breach of personal data"),
    ("Homelessness demand", "Rising demand from homelessness"),
    ("Care market failure", "Failure of the adult social care market"),
    ("Waste contract ends", "Waste collection contract comes to an end"),
    ("School places shortfall", "Shortage of school places"),
    ("RAAC in school buildings", "School buildings found to contain RAAC"),
    ("Pension fund deficit", "Deficit of the pension fund grows"),
    ("Fraud and corruption", "Corruption or fraud goes undetected"),
    ("Delivery of the capital programme", "Capital programme slippage"),
    ("Savings programme not delivered", "Failure to deliver the savings programme"),
    ("Coastal erosion", "Erosion of the coast at Eastcliff"),
    ("Business continuity arrangements inadequate", "Inadequate business continuity planning"),
    ("Failure of the finance system", "Finance system failure"),
    ("Climate change adaptation", "Failure to adapt to climate change"),
    ("SEND deficit", "Growing deficit on SEND"),
    ("Local plan delayed", "Delay to the local plan"),
    ("Ash dieback", "Ash dieback on highway trees"),
    ("Election disrupted", "Disruption of elections"),
    ("Leisure centre closure", "Closure of leisure centres"),
    ("Equal pay claims", "Liability for equal pay claims"),
    ("Asylum hotel use", "Hotels used for asylum seekers"),
    ("Planning backlog", "Backlog of planning applications"),
)
"""One risk on a side: the same, reworded."""

OTHER: tuple[tuple[str, str], ...] = (
    ("Loss of key staff", "Loss of key suppliers"),
    ("Capital programme", "Savings programme"),
    ("Delivery of the capital programme", "Delivery of the savings programme"),
    ("Failure of the finance system", "Failure of the heating system"),
    ("Failure to deliver the local plan", "Failure to deliver the waste contract"),
    ("Lack of staff capacity", "Lack of school capacity"),
    ("Health and safety of staff", "Health and social care integration"),
    ("Adult social care demand", "Adult education funding"),
    ("Children's services inspection", "Fire service inspection"),
    ("Inability to recruit social workers", "Inability to recruit planners"),
    ("Data breach", "Data quality"),
    ("Loss of income from parking", "Loss of income from leisure"),
    ("Major incident response", "Major project overspend"),
    ("Budget overspend in housing", "Budget overspend in transport"),
    ("Service failure", "Service demand"),
    ("Increase in demand for school transport", "Increase in demand for temporary housing"),
    ("Contract management", "Treasury management"),
    ("Failure of a key supplier", "Failure of a key partnership"),
    ("Poor performance of the waste service", "Poor performance of the library service"),
    ("Council tax collection", "Waste collection"),
    ("Risk of fraud", "Risk of flooding"),
    ("Partnership working with health", "Partnership working with police"),
    ("Insufficient resources for planning", "Insufficient resources for audit"),
    ("Failure to meet statutory duties for homelessness", "Failure to meet statutory duties for public records"),
    ("Ageing IT infrastructure", "Ageing bridges"),
    ("Reduction in government funding", "Reduction in bus routes"),
    ("Community safety", "Building safety"),
    ("Emergency planning", "Workforce planning"),
    ("Information governance", "Corporate governance"),
    ("Delivery of major projects", "Delivery of new homes"),
)
"""One risk on a side: another one, in words that are common."""

SMALL: tuple[Case, ...] = (
    (
        {1: "Loss of key staff", 2: "Capital programme", 3: "Flood"},
        {1: "Key staff leave", 3: "Flooding", 4: "Savings programme", 5: "Loss of key suppliers"},
    ),
    (
        {1: "Failure to deliver savings", 2: "Failure to deliver the capital programme", 3: "Cyber attack"},
        {1: "Savings are not delivered", 3: "Cyber-attack", 4: "Failure to deliver the climate strategy"},
    ),
    (
        {
            1: "Recruitment and retention of staff",
            2: "Recruitment of foster carers",
            3: "Financial sustainability",
            4: "Adult social care market",
            5: "Information governance breach",
        },
        {
            1: "Staff recruitment and retention difficulties",
            3: "Sustainability of the council's finances",
            4: "Fragility of the social care market for adults",
            6: "Recruitment of school governors",
            7: "Corporate governance failure",
        },
    ),
    (
        {
            1: "Homelessness and temporary accommodation",
            2: "Delivery of the housing programme",
            3: "Fire safety in tower blocks",
            4: "Rent arrears",
            5: "Damp and mould",
            6: "Loss of the depot",
            7: "Treasury losses",
            8: "Flooding of the town centre",
            9: "Loss of key systems",
            10: "Staff sickness absence",
        },
        {
            1: "Cost of temporary accommodation for homeless households",
            3: "Tower blocks fail fire safety inspection",
            4: "Rising rent arrears",
            5: "Damp, mould and disrepair in council homes",
            8: "Town centre floods",
            10: "High absence through staff sickness",
            11: "Delivery of the transport programme",
            12: "Loss of key partners",
            13: "Safety of playgrounds",
            14: "Loss of the market licence",
        },
    ),
)
"""Several risks a side."""

CASES: tuple[Case, ...] = (
    *(({1: was}, {1: now}) for was, now in SAME),
    *(({1: was}, {2: now}) for was, now in OTHER),
    *SMALL,
)
