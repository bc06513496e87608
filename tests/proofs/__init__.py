"""The long proofs: what no unit test shows, each with its figures."""
