"""The codebook: loading, changing and versions of it."""
