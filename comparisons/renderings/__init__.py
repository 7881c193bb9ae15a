"""One document, many renderings: each module here reads a ComparisonDocument and nothing else."""
