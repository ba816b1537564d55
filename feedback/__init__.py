"""The ground floor (core, accounts, audit, outbox) and the voices (contributions to coding)."""
