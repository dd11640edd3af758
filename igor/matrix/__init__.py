"""Multi-configuration jobs: which combinations of axes there are, and what of them is built when. Decides only."""
