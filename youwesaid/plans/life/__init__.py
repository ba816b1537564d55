"""The life of a plan: what is measured, worked on, due, looked at again, risked, tried and told."""
