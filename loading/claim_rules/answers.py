"""The answers that a claim gives to findings: one line each, the name of the rule and one sentence why."""


def answers_of(text: str) -> dict[str, str]:
    """Rule → why its finding stands. What is written otherwise was refused by a constraint before."""
    lines = [line for line in text.splitlines() if line.strip()]
    return {name: why.strip() for name, _, why in (line.partition(":") for line in lines)}
