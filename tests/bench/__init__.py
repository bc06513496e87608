"""The benchmarks: how quick the hot pages are, each beside a baseline."""
