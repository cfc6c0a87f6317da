"""The kinds of register entries."""

from streams.registers import Account, Company, Crisis, Embargo, Exemption, Policy, RegisterEntry, RegisterKind


def kind_of(entry: RegisterEntry) -> RegisterKind:
    """The kind of an entry."""
    match entry:
        case Company():
            return "Company"
        case Account():
            return "Account"
        case Embargo():
            return "Embargo"
        case Crisis():
            return "Crisis"
        case Policy():
            return "Policy"
        case Exemption():
            return "Exception"
